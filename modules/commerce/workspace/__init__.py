"""Orders as the team works on them."""
