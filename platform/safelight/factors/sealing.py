"""Secrets of apps at rest: whoever reads the database, or a backup of it, computes no codes.

Fernet with a key derived from the platform's secret key; keys in ``SECRET_KEY_FALLBACKS`` still
open what they sealed.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(secret: bytes) -> str:
    return _box().encrypt(secret).decode()


def unseal(sealed: str) -> bytes | None:
    """None where the platform's secret key is another one than when it was sealed."""
    try:
        return _box().decrypt(sealed.encode())
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    older = [str(key) for key in settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *older)])


def _derived(key: str) -> bytes:
    found = HKDF(SHA256(), 32, salt=None, info=b"safelight.factors").derive(key.encode())
    return base64.urlsafe_b64encode(found)
