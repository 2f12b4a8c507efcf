"""Galleries as the studio's clients see them."""
