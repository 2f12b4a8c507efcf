"""Links of all images of a page at once: what they share is written once and hashed once.

In the JSON of a gallery a photo needs ``signer.photo(key)`` only, 44 characters for all of its
renditions; the script puts ``signer.base`` before it and ``/1200`` behind it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from safelight.storage import claims, keys, links, linktext, signing

RENDITIONS = {"400": "image/webp", "1200": "image/webp", "2048": "image/jpeg"}
"""What ``safelight.imaging`` makes of a photo: long edge in pixels to media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Whose images a signer signs, for whom: the shared part of their links.

    ``variants`` says for each variant that may be fetched of which media type it is.
    """

    studio: UUID
    host: str
    scope: claims.Scope
    revision: int
    variants: Mapping[str, str] = field(default_factory=lambda: dict(RENDITIONS))


class Signer:
    """Signs renditions of one scope for one decision; the URLs are stable within a window.

    Only ``page.variants`` can be fetched through its links.
    """

    def __init__(
        self, page: Page, *, at: links.Moment, keyring: signing.Keyring | None = None
    ) -> None:
        variants = {keys.checked_variant(name): kind for name, kind in page.variants.items()}
        for media_type in variants.values():
            claims.check_claims(page.host, page.revision, media_type)
        started = links.window(at)
        shared: list[str | int | dict[str, str]] = [
            *(page.host, page.scope.kind, page.scope.public_id, page.revision),
            *(started, links.expiry(at), variants),
        ]
        start = linktext.image_start(page.studio, shared)
        self.base = f"{linktext.PREFIX}{start}"
        self._studio = page.studio.hex
        self._variants = frozenset(variants)
        ring = keyring or links.default_keyring()
        self._hasher = ring.hasher(page.studio, linktext.IMAGE_PURPOSE)
        self._hasher.update(start.encode())

    def photo(self, of_object: str) -> str:
        """Object and signature, 44 characters: goes between ``base`` and ``/<variant>``.

        Raises ``BadKey``, and ``ValueError`` for an object of another studio.
        """
        if not of_object.startswith(self._studio):
            raise ValueError("The object belongs to another studio")
        identity = bytes.fromhex(keys.checked_object(of_object)[36:])
        encoded = urlsafe_b64encode(identity)[:22]
        hasher = self._hasher.copy()
        hasher.update(encoded)
        return (encoded + urlsafe_b64encode(hasher.digest())[:22]).decode()

    def rendition(self, of_object: str, variant: str) -> str:
        """The whole URL path of one rendition. Raises ``ValueError`` if it is not one of these."""
        if variant not in self._variants:
            raise ValueError(f"{variant!r} is not among the variants signed for")
        return f"{self.base}{self.photo(of_object)}/{variant}"
