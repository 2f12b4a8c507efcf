"""How large a delivery format is. Nothing larger than the original is promised."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from modules.gallery.models import DeliveryFormat, PhotoVersion
from safelight.imaging import Kind

#: Media types of files that no format changes: raw files and PDFs.
AS_THEY_ARE = frozenset(kind.media_type for kind in Kind if kind.is_as_it_is)
#: Bytes of an unpacked pixel: one each for red, green and blue.
BYTES_A_PIXEL = 3


class Sized(Protocol):
    """A version, or anything else that says how large its file is, in upright pixels."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...


def pixels_of(fmt: DeliveryFormat) -> int | None:
    """How many pixels a target in megabytes means; None for a box or full size."""
    if fmt.megabytes is None:
        return None
    return max(1, round(Decimal(fmt.megabytes) * 1_000_000 / BYTES_A_PIXEL))


def is_sized(fmt: DeliveryFormat) -> bool:
    """Whether the format promises a size; else it promises the size that the photo has."""
    return fmt.pixels is not None or fmt.megabytes is not None


def is_as_it_is(version: PhotoVersion) -> bool:
    """Whether the version is delivered byte for byte, whatever the format says."""
    return version.media_type in AS_THEY_ARE


def fits(version: Sized, fmt: DeliveryFormat | None) -> bool:
    """Whether the file has the pixels that the format promises."""
    if fmt is None:
        return True
    if fmt.pixels is not None:
        edge = min if fmt.box == DeliveryFormat.Box.MIN else max
        return fmt.pixels <= edge(version.width, version.height)
    wanted = pixels_of(fmt)
    return wanted is None or wanted <= version.width * version.height
