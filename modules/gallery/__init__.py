"""Galleries: who may see which photos, and what clients say about them."""
