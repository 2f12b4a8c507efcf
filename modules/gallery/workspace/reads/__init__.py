"""What each page of the workspace shows, read in a fixed number of queries."""
