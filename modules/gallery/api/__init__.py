"""Galleries for the pages' scripts and for other programs."""
