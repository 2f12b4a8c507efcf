"""Uploads that survive a cut connection: a tus 1.0.0 server for any module's purpose.

What the bytes are for is a module's business: its manifest names the purpose, and the function
that is called once when the last byte is in. Why it is built so: docs/decisions/0006-tus.md.
"""
