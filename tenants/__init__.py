"""Studios: rows of the public schema, their schemas, and the one way into them."""
