"""What happens to carts and orders; one file an act."""
