"""Proofs beside the password: codes of an app, passkeys, recovery codes. Tables lie elsewhere."""
