"""What every scene is painted with: skies, light, ridges, haze, grain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Stop = tuple[float, Colour]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(size: tuple[int, int], stops: Sequence[Stop]) -> Image.Image:
    """A vertical run of colours; stops from 0 (top) to 1 (bottom)."""
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        at = row / 255
        after = next((i for i, stop in enumerate(stops) if stop[0] >= at), len(stops) - 1)
        before = max(0, after - 1)
        span = stops[after][0] - stops[before][0]
        share = (at - stops[before][0]) / span if span else 0.0
        column.putpixel((0, row), mix(stops[before][1], stops[after][1], min(1, max(0, share))))
    return column.resize(size, Image.Resampling.BICUBIC)


def spot(size: tuple[int, int], centre: tuple[float, float], radius: float) -> Image.Image:
    """A mask that is full at ``centre`` and fades to nothing at ``radius`` pixels."""
    side = max(2, round(2 * radius))
    falloff = Image.radial_gradient("L").point(
        # The gradient runs to the corners: its inscribed circle ends at about 181 of 255.
        lambda value: round(255 * max(0.0, 1 - value / 180) ** 2)
    )
    mask = Image.new("L", size)
    place = round(centre[0] - radius), round(centre[1] - radius)
    mask.paste(falloff.resize((side, side), Image.Resampling.BICUBIC), place)
    return mask


def glow(
    image: Image.Image, centre: tuple[float, float], radius: float, colour: Colour
) -> Image.Image:
    """Light added around a point."""
    black = Image.new("RGB", image.size)
    lit = Image.composite(
        Image.new("RGB", image.size, colour), black, spot(image.size, centre, radius)
    )
    return ImageChops.screen(image, lit)


def clouds(
    size: tuple[int, int], rng: Random, *, stretch: float = 3.0, cells: int = 5
) -> Image.Image:
    """Soft noise in several octaves as a mask; ``stretch`` draws it out sideways."""
    mask = Image.new("L", size, 128)
    share = 0.6
    for octave in range(5):
        rows = max(2, round(cells * 2**octave * size[1] / max(size)))
        columns = max(2, round(cells * 2**octave * size[0] / max(size) / stretch))
        noise = Image.frombytes("L", (columns, rows), rng.randbytes(columns * rows))
        mask = Image.blend(mask, noise.resize(size, Image.Resampling.BICUBIC), share)
        share *= 0.62
    return mask


def veil(
    image: Image.Image, mask: Image.Image, colour: Colour, *, low: int, high: int, most: float
) -> Image.Image:
    """Lay ``colour`` over where ``mask`` lies above ``low``, fully from ``high`` on."""
    shaped = mask.point(
        lambda value: round(255 * most * min(1.0, max(0.0, (value - low) / (high - low))))
    )
    return Image.composite(Image.new("RGB", image.size, colour), image, shaped)


def ridge(width: int, rng: Random, *, base: float, height: float, rough: float) -> list[float]:
    """Heights of a skyline, one for each column, by midpoint displacement."""
    points = [rng.uniform(-0.5, 0.5) for _ in range(4)]
    swing = 0.6
    while len(points) < width:
        between = [
            (a + b) / 2 + rng.uniform(-swing, swing)
            for a, b in zip(points, points[1:], strict=False)
        ]
        points = [point for pair in zip(points, between, strict=False) for point in pair] + [
            points[-1]
        ]
        swing *= rough
    return [base - height * point for point in points[:width]]


def below(image: Image.Image, line: Sequence[float], fill: Image.Image | Colour) -> None:
    """Fill everything under a skyline."""
    width, height = image.size
    mask = Image.new("L", (width, height))
    outline = [(0.0, float(height)), *enumerate(line), (float(width), float(height))]
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in outline], fill=255)
    source = fill if isinstance(fill, Image.Image) else Image.new("RGB", image.size, fill)
    image.paste(source, mask=mask)


def bokeh(
    image: Image.Image, rng: Random, colours: Sequence[Colour], *, count: int, size: float
) -> Image.Image:
    """Lights out of focus: discs with a brighter rim, screened over the picture."""
    lights = Image.new("RGB", image.size)
    for _ in range(count):
        layer = Image.new("RGB", image.size) if count < 12 else lights
        draw = ImageDraw.Draw(layer, "RGBA")
        radius = size * rng.uniform(0.35, 1.0)
        x, y = rng.uniform(0, image.width), rng.triangular(0, image.height, image.height * 0.4)
        colour, strength = rng.choice(colours), rng.randint(40, 150)
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(box, fill=(*colour, strength))
        draw.ellipse(box, outline=(*mix(colour, (255, 255, 255), 0.4), strength), width=3)
    soft = lights.filter(ImageFilter.GaussianBlur(size * 0.035))
    return ImageChops.screen(image, soft)


def vignette(image: Image.Image, strength: float = 0.35) -> Image.Image:
    """Darken the corners a little, as lenses do."""
    falloff = Image.radial_gradient("L").point(
        lambda value: round(255 * strength * max(0.0, value / 255 - 0.35) ** 1.6)
    )
    mask = falloff.resize(image.size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", image.size, (8, 6, 10)), image, mask)


def wave(at: float, *parts: tuple[float, float, float]) -> float:
    """A sum of sines: (size, turns, shift) each."""
    return sum(size * math.sin(2 * math.pi * (turns * at + shift)) for size, turns, shift in parts)
