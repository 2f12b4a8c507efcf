"""Finished versions of photos, as a retoucher would send them back under the same name."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageEnhance, UnidentifiedImageError


def retouch(path: Path, folder: Path) -> Path:
    """A warmer, clearer copy in ``folder``; the file itself where it is no JPEG Pillow can open."""
    if path.suffix.lower() not in (".jpg", ".jpeg"):
        return path
    target = folder / path.name
    try:
        with Image.open(path) as image:
            kept = {key: image.info[key] for key in ("exif", "icc_profile") if key in image.info}
            better = ImageEnhance.Contrast(image.convert("RGB")).enhance(1.08)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return path
    red, green, blue = better.split()
    warmer = Image.merge(
        "RGB", (red.point(_more), green, blue.point(lambda value: value * 96 // 100))
    )
    warmer.save(target, "JPEG", quality=92, **kept)
    return target


def _more(value: int) -> int:
    return min(255, value * 103 // 100)
