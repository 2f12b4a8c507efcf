"""Hosts of their own that studios connect, and which of a studio's hosts links name."""
