"""Galleries of bookings: made with one click, and sent, one by one or a day's together."""
