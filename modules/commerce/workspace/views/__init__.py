"""Pages of the workspace about orders."""
