"""What can be done with galleries: keyword-only functions, each one transaction."""
