"""What is done to people: each function is one thing that a page or the API asks for."""
