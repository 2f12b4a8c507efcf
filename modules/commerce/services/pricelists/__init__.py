"""Price lists: making and changing them, and where they are offered.

A change holds for carts from their next look on, and never for orders that were placed.
"""
