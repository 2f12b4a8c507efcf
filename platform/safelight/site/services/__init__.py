"""Changing the settings of the studio and of its modules."""
