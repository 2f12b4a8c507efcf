"""Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds.

That is what every app can do; several ignore other choices without a word.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
# Clocks of telephones differ: the code before and the one after count as well.
WINDOW = (0, -1, 1)


def new_secret() -> bytes:
    """160 random bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def code(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """HOTP of RFC 4226, section 5.3, with the time step as its counter."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return str((number & 0x7FFFFFFF) % 10**digits).zfill(digits)


def matching_step(secret: bytes, typed: str, *, at: datetime) -> int | None:
    """The time step that ``typed`` is the code of, or None; every step is compared."""
    now, found = step_at(at), None
    for shift in WINDOW:
        if hmac.compare_digest(code(secret, now + shift), typed) and found is None:
            found = now + shift
    return found


def readable(secret: bytes) -> str:
    """The secret as people type it into an app: base 32 in groups of four."""
    plain = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(plain[n : n + 4] for n in range(0, len(plain), 4))


def address(secret: bytes, *, issuer: str, account: str) -> str:
    """The ``otpauth:`` address that apps read from a QR code (their common Key Uri Format)."""
    plain = base64.b32encode(secret).decode().rstrip("=")
    label = quote(f"{issuer.replace(':', ' ')}:{account}", safe="@")
    return f"otpauth://totp/{label}?" + urlencode(
        {"secret": plain, "issuer": issuer.replace(":", " ")}, quote_via=quote
    )
