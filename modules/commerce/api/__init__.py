"""The API of carts and orders."""
