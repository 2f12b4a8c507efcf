"""Carts, orders and their delivery."""
