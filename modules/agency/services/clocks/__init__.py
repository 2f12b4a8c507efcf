"""Several shooters at one event: how far whose clock was off, and photos as they happened.

``cameras`` finds who took what, ``offsets`` reads and works out differences, ``correcting`` applies
them and takes them back. What a file says is never changed: only ``Photo.captured_at`` is.
"""
