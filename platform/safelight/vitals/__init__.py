"""How the platform is: alive, ready, figures; and what the proxy in front asks."""
