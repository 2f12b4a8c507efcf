"""Photos of a gallery as its page and its script get them."""
