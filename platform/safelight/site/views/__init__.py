"""The site's home page, the workspace's home page, and settings."""
