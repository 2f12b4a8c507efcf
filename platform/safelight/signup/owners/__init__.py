"""What owners decide about their studio as a whole: its address, its modules, its first steps."""
