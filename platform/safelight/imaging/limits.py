"""What one file may cost. Checked from the header, before a decoder sees a byte."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one photo; pixels and bytes are plain counts."""

    pixels: int = 300_000_000
    side: int = 65_535
    #: Estimated raster and codec memory while decoding: a 150 MP TIFF passes, 268 MP WebP does not.
    working_bytes: int = 640 * 1024 * 1024
    #: Progressive scans of one JPEG; cameras and editors write about ten.
    scans: int = 100
    #: Pixels times scans: what a progressive JPEG costs in time.
    scanned_pixels: int = 6_000_000_000
    #: Segments, chunks or boxes before the picture begins.
    segments: int = 4_000
    #: The JPEG inside a raw file.
    preview_bytes: int = 48 * 1024 * 1024
    #: Text and profiles unpacked from a PNG, each.
    unpacked_bytes: int = 1024 * 1024


DEFAULT = Limits()
