"""Finished versions of photos, as a retoucher would send them back under the same name."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageEnhance


def retouch(path: Path, folder: Path) -> Path:
    """A warmer, clearer copy in ``folder``; the file itself where none can be made.

    Files of somebody's own may be anything, and metadata that a camera wrote may be longer than
    a new JPEG can hold: such a photo is good as it is.
    """
    if path.suffix.lower() not in (".jpg", ".jpeg"):
        return path
    target = folder / path.name
    try:
        with Image.open(path) as image:
            if image.mode != "RGB":
                return path
            kept = {key: image.info[key] for key in ("exif", "icc_profile") if key in image.info}
            better = ImageEnhance.Contrast(image).enhance(1.08)
        red, green, blue = better.split()
        warmer = Image.merge("RGB", (red.point(_more), green, blue.point(_less)))
        warmer.save(target, "JPEG", quality=92, **kept)
    except (OSError, ValueError, Image.DecompressionBombError):
        return path
    return target


def _more(value: int) -> int:
    return min(255, value * 103 // 100)


def _less(value: int) -> int:
    return value * 96 // 100
