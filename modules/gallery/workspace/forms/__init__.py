"""What the team types, checked."""
