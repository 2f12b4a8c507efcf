"""Session types and mini sessions as the studio makes and changes them."""
