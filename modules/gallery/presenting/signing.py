"""Signed links of a page's renditions."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from modules.gallery.models import Gallery
from safelight.storage import links, revisions, signer
from safelight.storage.claims import Scope
from tenants.context import current_studio

SMALL, MEDIUM, LARGE = SIZES = tuple(signer.RENDITIONS)


class Developed(Protocol):
    """What has renditions: a version, or a row of its facts."""

    @property
    def object_key(self) -> str: ...

    @property
    def renditions(self) -> dict[str, list[int]]: ...


class Renditions:
    """Signs for one gallery and moment; whoever makes it has decided that its holder may enter."""

    def __init__(self, gallery: Gallery, *, host: str, at: datetime) -> None:
        plain = links.plain_host(host)
        studio = current_studio().uuid
        scope = Scope("gallery", gallery.public_id)
        page = signer.Page(
            studio=studio, host=plain, scope=scope, revision=gallery.access_revision
        )  # fmt: skip
        # A page hands out links, so the data plane is told the revision that they carry.
        revisions.confirm(studio, scope, gallery.access_revision)
        self._signer = signer.Signer(page, at=at)
        self.base = links.data_url(plain, self._signer.base)
        self.expires = links.expiry(at)

    def short(self, photo: Developed, size: str) -> str:
        """The link after ``base``; empty while the rendition is not made."""
        if size not in photo.renditions:
            return ""
        return f"{self._signer.photo(photo.object_key)}/{size}"

    def all_short(self, photo: Developed) -> list[str]:
        """``short`` for each size, signed once."""
        signed = self._signer.photo(photo.object_key)
        return [f"{signed}/{size}" if size in photo.renditions else "" for size in SIZES]

    def full(self, photo: Developed, size: str) -> str:
        """The absolute link; the next smaller size where this one is not made."""
        for each in reversed(SIZES[: SIZES.index(size) + 1]):
            if each in photo.renditions:
                return f"{self.base}{self.short(photo, each)}"
        return ""
