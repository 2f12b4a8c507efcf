"""What the studio says about shipping: profiles, their prices, tiers and territories."""
