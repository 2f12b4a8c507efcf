"""What a studio holds of its clients: given to them, forgotten, agreed to, kept for how long."""
