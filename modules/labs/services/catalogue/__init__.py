"""What labs make, what of it the studio sells and at which prices, and what changed at the lab.

Prices are the studio's: nothing here moves one that nobody asked to be moved.
"""
