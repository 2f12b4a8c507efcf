"""What a booking costs, how that is asked for, and what of it is paid."""
