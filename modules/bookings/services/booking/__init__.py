"""A client's way to a booking, and what becomes of it afterwards."""
