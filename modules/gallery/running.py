"""What modules above do with galleries and photos: make, fill, publish, send.

Reached through ``facade``. The caller has decided that it may be done.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from modules.gallery.models import Authorization, Gallery, Photo
from modules.gallery.services import (
    authorizations,
    client_codes,
    galleries,
    placing,
    presets,
    sendings,
    tree,
)
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from modules.gallery.services.sendings import Letter, Sent
from safelight.accounts.models import Person

__all__ = [
    "Address",
    "Rights",
    "Sent",
    "make_gallery",
    "publish",
    "send_link",
    "set_capture_times",
    "set_code",
]


def make_gallery(
    *, title: str, preset: str, parent: Gallery | None = None, client: Address | None = None,
    code: str | None = None, **settings: Any,
) -> Gallery:  # fmt: skip
    """A draft as the preset says, with ``client`` listed by the preset's row for clients.

    ``code``: the client code that it begins with, empty to have one made, None for none.
    ``settings``: fields of the gallery that a form may change, such as ``event_date`` and
    ``choose_until``, after which its clients pick and order nothing more.
    """
    # A gallery without its client would be found by nobody.
    with transaction.atomic():
        made = galleries.create(title=title, preset=preset, parent=parent)
        if settings:
            galleries.change(gallery=made, **settings)
        rights = presets.preset(preset).default_row
        if client is not None:
            authorizations.add_clients(gallery=made, addresses=[client], rights=rights)
        if code is not None:
            client_codes.set_code(gallery=made, code=code, rights=rights)
    return made


def set_code(*, gallery: Gallery, code: str = "") -> Authorization:
    """Give the gallery this client code, or one that is made; earlier ones open nothing more.

    Raises ``client_codes.CodeTooShort``.
    """
    return client_codes.set_code(gallery=gallery, code=code)


def publish(*, drafts: Collection[Gallery], at: datetime) -> None:
    """Let those in who are authorized; all of the galleries or none."""
    with transaction.atomic():
        for each in drafts:
            galleries.publish(gallery=each, at=at)


def send_link(  # noqa: PLR0913 - keyword-only: a letter and who it goes to
    *, gallery: Gallery, client: Address, subject: str, message: str, key: str, by: Person,
    at: datetime, with_code: bool = False,
) -> Sent:  # fmt: skip
    """Mail a client the way into a gallery, once for each ``key``; they are listed if they are not.

    ``with_code``: the client code is in the mail, too. Raises ``sendings.GalleryIsDraft``.
    """
    letter = Letter(
        public_id=_letter_of(gallery, key), subject=subject, message=message, with_code=with_code
    )
    rights = presets.preset(gallery.preset).default_row
    return sendings.send(
        gallery=gallery, letter=letter, recipients=[client], rights=rights, by=by, at=at
    )


def _letter_of(gallery: Gallery, key: str) -> str:
    """A letter's id as the form makes one, the same for the same key."""
    digest = hashlib.sha256(f"{gallery.public_id}:{key}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def set_capture_times(*, times: Mapping[int, datetime]) -> int:
    """Say when photos were taken, by id; how many there are. What their files say stays."""
    # Galleries that are kept by their look change together with the times.
    with transaction.atomic():
        rows = list(Photo.objects.select_for_update().filter(pk__in=times).order_by("pk"))
        for row in rows:
            row.captured_at = times[row.pk]
        Photo.objects.bulk_update(rows, ["captured_at"])
        tree.touched(placing.galleries_of(times))
    return len(rows)
