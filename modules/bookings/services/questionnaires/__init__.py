"""Questions to clients: as a form, and their answers as they were given."""
