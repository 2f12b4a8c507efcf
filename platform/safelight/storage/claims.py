"""What a signed link says: plain data, checked wherever it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from safelight.storage import keys

_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}")

Kind = Literal["file", "archive", "image"]
Disposition = Literal["inline", "attachment"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the right comes from, and whose access revision therefore counts."""

    kind: Literal["gallery", "order", "export"]
    public_id: str

    def __post_init__(self) -> None:
        if self.kind not in {"gallery", "order", "export"} or not _PUBLIC_ID.fullmatch(
            self.public_id
        ):
            raise ValueError(f"{self.kind!r}, {self.public_id!r} is no scope")

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing that may be fetched by GET or HEAD until ``expires_at`` (seconds since 1970).

    ``host`` is the studio's host that the person is using, in lower case without port. ``revision``
    is the scope's access revision at the decision. ``name`` is the file name to show, exactly as a
    person wrote it. ``reference`` (up to 64 characters) comes back in the record of the download.
    """

    studio: UUID
    host: str
    scope: Scope
    revision: int
    object_key: str
    variant: str
    media_type: str
    kind: Kind = "file"
    name: str = ""
    disposition: Disposition = "attachment"
    reference: str = ""
    issued_at: int = 0
    expires_at: int = 0

    def __post_init__(self) -> None:
        check_claims(self.host, self.revision, self.media_type)
        keys.checked_variant(self.variant)
        if keys.studio_of(keys.checked_object(self.object_key)) != self.studio:
            raise ValueError("The object belongs to another studio")
        if self.reference and not _PUBLIC_ID.fullmatch(self.reference):
            raise ValueError(f"{self.reference!r} is no reference")
        if self.disposition not in {"inline", "attachment"}:
            raise ValueError(f"{self.disposition!r} is no disposition")

    @property
    def key(self) -> str:
        return keys.join(self.object_key, self.variant)


def check_claims(host: str, revision: int, media_type: str) -> None:
    """Raise ``ValueError`` for what must never be put in a header or a redirect."""
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host!r} is no host in lower case without port")
    if revision < 0:
        raise ValueError("An access revision is never negative")
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise ValueError(f"{media_type!r} is no media type")
