"""The cart and the orders, as the studio's clients see them."""
