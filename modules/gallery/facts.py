"""What other modules learn about galleries: plain values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class PhotoFacts:
    """A photo as it is now. ``width`` and ``height`` in pixels as shown, 0 while not ready."""

    id: int
    public_id: str
    name: str
    state: str
    version_id: int | None
    is_ready: bool
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A text that is written across a photo's low-resolution download; ``opacity`` in percent.

    ``fonts``: files of fonts, of which the one that has its letters is taken.
    """

    text: str
    opacity: int
    fonts: tuple[Path, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EnteredGallery:
    """A gallery that somebody may enter.

    ``free_states``: of photos whose untouched original they may have for nothing. ``closed``: why
    they choose and order nothing there now, in a sentence; empty where they may.
    """

    id: int
    public_id: str
    title: str
    free_states: frozenset[str]
    closed: str


@dataclass(frozen=True, kw_only=True)
class Free:
    """What somebody may have of a photo for nothing.

    ``ways``: (what it is, address of the download). ``later``: more of it once it is FINAL.
    ``orderable``: it may be ordered, and what is asked is done to it first.
    """

    ways: tuple[tuple[str, str], ...]
    later: bool
    orderable: bool


@dataclass(frozen=True, kw_only=True)
class GalleryFacts:
    """How a gallery's photos are ordered. ``only_final``: hold back what is not FINAL.

    ``has_transfer``: files reach their clients by its photo transfer.
    """

    id: int
    public_id: str
    title: str
    order_format_id: int | None
    only_final: bool
    deliver_when_final: bool
    order_states: tuple[str, ...]
    has_transfer: bool


@dataclass(frozen=True, kw_only=True)
class Claim:
    """By which order somebody has a right to a photo's final, and whose order it is.

    ``format_id``: the delivery format that was ordered, None for the file as it was transferred.
    """

    order_public_id: str
    email: str
    format_id: int | None


@dataclass(frozen=True, kw_only=True)
class Held:
    """Why a client does not get a photo yet: ``reason`` in a sentence, ``url`` where to go on.

    ``price``: what it costs, as it is shown; empty where nothing can be paid.
    """

    reason: str
    price: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Thumb:
    """A signed link of the 400 px rendition and its size in pixels."""

    url400: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class DeliverySource:
    """A stored file that can be given out. ``key`` and ``variant`` as in ``storage.keys``."""

    name: str
    key: str
    variant: str
    bytes: int
    crc32: int
    media_type: str


@dataclass(frozen=True, kw_only=True)
class NotReady:
    """The file has to be made first; ``problem`` says why it could not be, or is empty."""

    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Download:
    """One photo that somebody was given. ``what``: original, lowres, format or order."""

    gallery_id: int | None
    photo_id: int
    name: str
    what: str
    in_archive: bool = False
    order_public_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Downloaded:
    """That somebody fetched a file; ``email`` is empty for who was not signed in."""

    name: str
    email: str
    remote_address: str
    in_archive: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who came in or was given files, as far as is known."""

    visitor_id: int | None = None
    person_id: int | None = None
    email: str = ""
    remote_address: str | None = None
