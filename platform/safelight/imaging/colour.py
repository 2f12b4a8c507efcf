"""Brings any decoded picture to 8-bit sRGB."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

from . import profiles
from .opening import decoding
from .refusals import Damaged, UnsupportedCoding

_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab "}
_MAX_PROFILE = 4 * 1024 * 1024
#: A profile that moves no colour of a coarse chart by more than this is sRGB under another name.
_NEAR = 2


def plain(image: Image.Image) -> Image.Image:
    """The same picture in one of the modes L, RGB, RGBA, LA, CMYK or LAB, 8 bits a channel."""
    if image.mode in {"L", "RGB", "RGBA", "CMYK", "LAB"}:
        return image.convert("RGBA") if "transparency" in image.info else image
    if image.mode in {"LA", "La", "PA", "RGBa"}:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return _from_deep_gray(image)
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in {"1", "YCbCr", "RGBX", "HSV"}:
        return image.convert("L" if image.mode == "1" else "RGB")
    raise UnsupportedCoding(coding="floating point or unusual channels")


def _from_deep_gray(image: Image.Image) -> Image.Image:
    """Sixteen bits to eight by scaling; ``convert`` alone would clip."""
    deep = image if image.mode == "I" else image.convert("I")
    return deep.point(lambda value: value * (1 / 257)).convert("L")


def flat(image: Image.Image) -> Image.Image:
    """Lay a picture with alpha on white."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def to_srgb(image: Image.Image, *, icc: bytes | None, named: str | None) -> Image.Image:
    """Convert a picture of mode L, RGB, CMYK or LAB to RGB in sRGB.

    ``icc`` is the embedded profile; one that cannot be read or is for another model is ignored.
    ``named`` is ``adobe-rgb`` or ``display-p3`` when only the metadata tell.
    """
    profile = icc if icc and len(icc) <= _MAX_PROFILE else None
    if profile is None and image.mode == "RGB":
        profile = profiles.by_name(named)
    transform = _transform(profile or b"", image.mode)
    if transform is not None:
        with decoding():
            return ImageCms.applyTransform(image, transform) or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=16)
def _transform(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from ``icc`` to sRGB; None when there is nothing to do or nothing that works."""
    source = _readable(icc, mode)
    if source is None:
        return None
    try:
        with decoding():
            transform = ImageCms.buildTransform(
                source,
                ImageCms.createProfile("sRGB"),
                mode,
                "RGB",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
    except (Damaged, ImageCms.PyCMSError):
        return None
    return None if mode == "RGB" and _changes_nothing(transform) else transform


def _readable(icc: bytes, mode: str) -> ImageCms.ImageCmsProfile | None:
    if not icc and mode != "LAB":
        return None
    try:
        if not icc:
            return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    except (OSError, ImageCms.PyCMSError):
        return None
    return profile if profile.profile.xcolor_space == _SPACES[mode] else None


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    steps = range(0, 256, 51)
    chart = bytes(value for r in steps for g in steps for b in steps for value in (r, g, b))
    before = Image.frombytes("RGB", (len(chart) // 3, 1), chart)
    after = ImageCms.applyTransform(before, transform)
    if after is None:
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(chart, after.tobytes(), strict=True))
