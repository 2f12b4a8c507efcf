"""Pages about mail: its words, what was sent, from whom, and who wants which."""
