"""Plans: what a studio may have, for how long, and what it pays for that."""
