"""What galleries announce. Ids only: listeners read the rows as they are by then."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PhotoAdded(Event, module="gallery"):
    """A new photo has been read, found good and placed in a gallery."""

    photo_id: int
    gallery_id: int


@dataclass(frozen=True, kw_only=True)
class PhotoReplaced(Event, module="gallery"):
    """A photo has a new file, which is ready; its id, picks and comments are what they were."""

    photo_id: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class PhotosChangedState(Event, module="gallery"):
    """The team has set these photos to this state (UNDEFINED, PROOF or FINAL)."""

    photo_ids: tuple[int, ...]
    state: str


@dataclass(frozen=True, kw_only=True)
class FilePrepared(Event, module="gallery"):
    """A photo's version has been made in a delivery format, or failed for a stored reason."""

    prepared_id: int
