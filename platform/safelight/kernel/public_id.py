"""Identifiers that may be seen outside: 22 characters, 128 random bits, safe in an address."""

from __future__ import annotations

import re
import secrets

LENGTH = 22
PATTERN = r"[A-Za-z0-9_-]{22}"


def new() -> str:
    return secrets.token_urlsafe(16)


def is_one(text: str) -> bool:
    """Whether the text can be an identifier at all; a database does not take every text."""
    return re.fullmatch(PATTERN, text) is not None
