"""Paints photo-like pictures with Pillow alone; see ``safelight.demo.photographs``."""
