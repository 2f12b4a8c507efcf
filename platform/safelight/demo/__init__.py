"""A studio to look around in: photos, people, galleries, orders."""
