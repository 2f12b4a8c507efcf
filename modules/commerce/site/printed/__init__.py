"""Prints as their buyers see them: what is on the paper, and choosing another part of a photo."""
