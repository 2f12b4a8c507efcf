"""Keyed signatures of link texts: BLAKE2b with 128 bits, one derived key for each studio.

A studio's key comes from ``SIGNING_KEY`` and the studio's uuid, so that a text signed for one
studio verifies in no other whatever it says. BLAKE2 has keys and personalisation of its own
(RFC 7693), which spares the two rounds of HMAC.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

_BITS = 128
_MOST_STUDIOS = 10_000


class Keyring:
    """Derives and keeps the studios' keys. Raises ``ValueError`` for an empty key."""

    def __init__(self, key: bytes) -> None:
        if not key:
            raise ValueError("A signing key must not be empty")
        self._root = hashlib.blake2b(key, digest_size=32, person=b"safelight-root").digest()
        self._studios: dict[UUID, bytes] = {}

    def hasher(self, studio: UUID, purpose: bytes) -> hashlib.blake2b:
        """A hasher to feed a text to; ``purpose`` (at most 16 bytes) keeps kinds of links apart."""
        key = self._studios.get(studio)
        if key is None:
            if len(self._studios) >= _MOST_STUDIOS:
                self._studios.clear()
            key = hashlib.blake2b(studio.bytes, key=self._root, digest_size=32).digest()
            self._studios[studio] = key
        return hashlib.blake2b(key=key, digest_size=_BITS // 8, person=purpose)

    def sign(self, studio: UUID, purpose: bytes, text: str) -> str:
        hasher = self.hasher(studio, purpose)
        hasher.update(text.encode())
        return encode(hasher.digest())

    def is_signed(self, studio: UUID, purpose: bytes, text: str, signature: str) -> bool:
        expected = self.sign(studio, purpose, text)
        return hmac.compare_digest(expected.encode(), signature.encode())


def encode(data: bytes) -> str:
    """Base64 for URLs without padding (RFC 4648, section 5); 16 bytes make 22 characters."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of ``encode``. Raises ``ValueError``."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
