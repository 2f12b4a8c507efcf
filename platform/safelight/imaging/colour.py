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
#: Colour spaces that a copy can be brought to, beside sRGB.
ADOBE_RGB = "adobe-rgb"


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
    transform = _transform(_profile_of(icc, named, image.mode), image.mode, "")
    return _applied(transform, image)


def to_adobe_rgb(image: Image.Image, *, icc: bytes | None, named: str | None) -> Image.Image:
    """As ``to_srgb``, to Adobe RGB (1998); a picture that names no space is taken for sRGB."""
    profile = _profile_of(icc, named, image.mode)
    if _readable(profile, image.mode) is None:
        image, profile = _applied(None, image), profiles.srgb()
    return _applied(_transform(profile, image.mode, ADOBE_RGB), image)


def is_srgb(*, icc: bytes | None, named: str | None) -> bool:
    """Whether an RGB picture so described is in sRGB already, as far as an eye can tell."""
    return _transform(_profile_of(icc, named, "RGB"), "RGB", "") is None


def is_adobe_rgb(*, icc: bytes | None, named: str | None) -> bool:
    """Whether an RGB picture so described is in Adobe RGB already."""
    profile = _profile_of(icc, named, "RGB")
    return _readable(profile, "RGB") is not None and (_transform(profile, "RGB", ADOBE_RGB) is None)


def _profile_of(icc: bytes | None, named: str | None, mode: str) -> bytes:
    profile = icc if icc and len(icc) <= _MAX_PROFILE else None
    if profile is None and mode == "RGB":
        profile = profiles.by_name(named)
    return profile or b""


def _applied(transform: ImageCms.ImageCmsTransform | None, image: Image.Image) -> Image.Image:
    if transform is not None:
        with decoding():
            return ImageCms.applyTransform(image, transform) or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=16)
def _transform(icc: bytes, mode: str, to: str) -> ImageCms.ImageCmsTransform | None:
    """The way from ``icc`` to sRGB or Adobe RGB; None where nothing is to do or nothing works."""
    source = _readable(icc, mode)
    if source is None:
        return None
    try:
        with decoding():
            transform = ImageCms.buildTransform(
                source,
                _target(to),
                mode,
                "RGB",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
    except (Damaged, ImageCms.PyCMSError):
        return None
    return None if mode == "RGB" and _changes_nothing(transform) else transform


def _target(to: str) -> ImageCms.ImageCmsProfile:
    if to == ADOBE_RGB:
        return ImageCms.ImageCmsProfile(io.BytesIO(profiles.adobe_rgb()))
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


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
