"""Strict, bounded readers of the six formats' headers; none of them decodes a pixel."""
