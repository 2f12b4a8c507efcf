"""What the workspace's pages about orders show."""
