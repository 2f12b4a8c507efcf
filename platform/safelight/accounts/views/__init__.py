"""Pages about people: their own, and the workspace's."""
