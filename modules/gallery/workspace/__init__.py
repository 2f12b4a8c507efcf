"""The team's pages of galleries: ``reads`` for screens, ``forms``, ``views``."""
