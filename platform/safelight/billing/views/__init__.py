"""Pages about plans: for owners in their settings, and for anybody on the platform's host."""
