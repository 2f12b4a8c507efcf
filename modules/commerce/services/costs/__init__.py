"""What is added to and taken off a basket: discounts, taxes, shipping, and the studio's rules."""
