"""What can happen to plans, and to what a studio has of them."""
