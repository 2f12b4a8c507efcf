"""What clients and the studio are told of bookings; each mail has a key, so that it goes once."""
