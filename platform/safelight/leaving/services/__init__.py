"""Closing and staying, reminding, and erasing."""
