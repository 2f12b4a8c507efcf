"""Identifiers that may be seen outside: 22 characters, 128 random bits, safe in an address."""

from __future__ import annotations

import secrets

LENGTH = 22
PATTERN = r"[A-Za-z0-9_-]{22}"


def new() -> str:
    return secrets.token_urlsafe(16)
