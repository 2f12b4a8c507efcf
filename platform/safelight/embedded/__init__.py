"""PostgreSQL, Redis, web, worker and scheduler on one machine, from Python packages alone."""
