"""Contrast of two colours, after WCAG 2.2 (relative luminance, success criterion 1.4.3)."""

from __future__ import annotations

import colorsys

ENOUGH = 4.5
# Of running text: quieter words are mixed from it and have to be readable themselves.
ENOUGH_OF_INK = 11.0
LIGHT_PAPER, DARK_PAPER = "#fdfdfc", "#111110"
LIGHT_INK, DARK_INK = "#191918", "#edece8"
Rgb = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white). Colours are ``#rrggbb``."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def readable(colour: str, paper: str, enough: float = ENOUGH) -> str:
    """``colour``, made darker or lighter in its own hue until it can be read on ``paper``."""
    if contrast(colour, paper) >= enough:
        return colour.lower()
    step = -0.01 if _luminance(paper) > 0.18 else 0.01
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    changed = colour
    while contrast(changed, paper) < enough and (0 < lightness < 1 or changed == colour):
        lightness = min(1.0, max(0.0, lightness + step))
        changed = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return changed.lower()


def light_paper(tint: str) -> str:
    """``tint`` as a background of light pages: as it is, or lighter."""
    return _towards(tint, LIGHT_INK, 0.01, enough=13.5)


def dark_paper(tint: str) -> str:
    """The same hue as a background of dark pages, and less of it."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(tint))
    dim = _hex(colorsys.hls_to_rgb(hue, min(lightness, 0.085), min(saturation, 0.16)))
    return _towards(dim, DARK_INK, -0.005, enough=13.5)


def _towards(colour: str, ink: str, step: float, *, enough: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    changed = colour
    while contrast(changed, ink) < enough and 0 <= lightness + step <= 1:
        lightness += step
        changed = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return changed.lower()


def ink_on(colour: str) -> str:
    """White or black, whichever reads better on ``colour``."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
