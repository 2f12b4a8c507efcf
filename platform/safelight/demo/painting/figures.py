"""Things that stand in a picture: trees, people, birds, balloons, candles, flowers."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from .brush import Colour, mix


def conifer(draw: ImageDraw.ImageDraw, x: float, y: float, height: float, colour: Colour) -> None:
    """A fir of tapering tiers standing at ``(x, y)``."""
    for tier in range(7):
        top, wide = y - height * (1 - tier * 0.12), height * (0.05 + tier * 0.028)
        bottom = top + height * 0.24
        draw.polygon([(x, top), (x - wide, bottom), (x + wide, bottom)], fill=colour)
    draw.rectangle((x - height * 0.015, y - height * 0.1, x + height * 0.015, y), fill=colour)


def couple(draw: ImageDraw.ImageDraw, x: float, y: float, h: float, colour: Colour) -> None:
    """Two people hand in hand, one in a long dress, as a silhouette of height ``h``."""

    def shape(dx: float, *points: tuple[float, float]) -> None:
        draw.polygon([(x + (dx + px) * h, y - py * h) for px, py in points], fill=colour)

    def dot(dx: float, dy: float, across: float, up: float) -> None:
        draw.ellipse(
            (x + (dx - across) * h, y - (dy + up) * h, x + (dx + across) * h, y - (dy - up) * h),
            fill=colour,
        )

    dot(-0.17, 0.925, 0.058, 0.072)
    shape(-0.17, (-0.025, 0.88), (0.025, 0.88), (0.03, 0.83), (-0.03, 0.83))
    shape(
        -0.17, (-0.12, 0.8), (-0.05, 0.845), (0.05, 0.845), (0.12, 0.8), (0.1, 0.44), (-0.1, 0.44)
    )
    shape(-0.17, (-0.1, 0.46), (0.0, 0.46), (-0.03, 0.0), (-0.11, 0.0))
    shape(-0.17, (0.0, 0.46), (0.1, 0.46), (0.11, 0.0), (0.03, 0.0))
    shape(-0.17, (0.09, 0.82), (0.13, 0.79), (0.19, 0.5), (0.16, 0.42), (0.12, 0.5))
    shape(-0.17, (-0.09, 0.82), (-0.13, 0.79), (-0.155, 0.45), (-0.115, 0.45))
    dot(0.15, 0.86, 0.052, 0.066)
    dot(0.175, 0.89, 0.05, 0.05)
    shape(0.15, (-0.02, 0.82), (0.02, 0.82), (0.025, 0.77), (-0.025, 0.77))
    shape(0.15, (-0.085, 0.75), (0.085, 0.75), (0.055, 0.54), (-0.055, 0.54))
    shape(
        0.15,
        *[(-0.055, 0.56), (0.055, 0.56), (0.12, 0.38), (0.19, 0.16), (0.34, 0.0)],
        *[(-0.2, 0.0), (-0.15, 0.18), (-0.1, 0.38)],
    )
    shape(0.15, (-0.085, 0.74), (-0.06, 0.68), (-0.13, 0.52), (-0.16, 0.42), (-0.19, 0.46))
    shape(0.15, (0.06, 0.9), (0.1, 0.7), (0.2, 0.35), (0.24, 0.2), (0.1, 0.45), (0.03, 0.75))


def birds(draw: ImageDraw.ImageDraw, rng: Random, size: tuple[int, int], colour: Colour) -> None:
    """A loose flock, high up."""
    cx, cy = rng.uniform(0.2, 0.8) * size[0], rng.uniform(0.12, 0.3) * size[1]
    for _ in range(rng.randint(5, 11)):
        x, y = cx + rng.gauss(0, size[0] * 0.06), cy + rng.gauss(0, size[1] * 0.03)
        wing = size[0] * rng.uniform(0.004, 0.009)
        draw.arc((x - 2 * wing, y - wing, x, y + wing), 200, 340, fill=colour, width=3)
        draw.arc((x, y - wing, x + 2 * wing, y + wing), 200, 340, fill=colour, width=3)


def balloon(image: Image.Image, x: float, y: float, r: float, one: Colour, other: Colour) -> None:
    """A hot-air balloon of striped cloth, lit from the left."""
    draw = ImageDraw.Draw(image)
    stripes = 9
    for index in range(stripes, 0, -1):
        across = r * index / stripes
        shade = mix(one if index % 2 else other, (20, 15, 30), 0.28 * index / stripes)
        draw.ellipse((x - across, y - r, x + across, y + r), fill=shade)
        foot = [(x - across * 0.92, y + r * 0.4), (x + across * 0.92, y + r * 0.4)]
        draw.polygon(
            [*foot, (x + across * 0.2, y + r * 1.4), (x - across * 0.2, y + r * 1.4)], shade
        )
    basket = (x - r * 0.13, y + r * 1.62, x + r * 0.13, y + r * 1.8)
    for side in (-0.12, 0.12):
        draw.line((x + side * r, y + r * 1.4, x + side * r, y + r * 1.65), (60, 45, 40), 2)
    draw.rectangle(basket, fill=(70, 48, 35))


def rose(image: Image.Image, rng: Random, x: float, y: float, r: float, colour: Colour) -> None:
    """A full blossom: rings of petals, darker towards the heart."""
    draw = ImageDraw.Draw(image)
    start = rng.uniform(0, math.tau)
    for ring in range(7):
        out = r * (1 - ring / 7.5)
        petals = max(3, 9 - ring)
        for index in range(petals):
            angle = start + ring * 0.7 + math.tau * index / petals
            px, py = x + math.cos(angle) * out * 0.55, y + math.sin(angle) * out * 0.5
            wide = out * 0.62
            dark = 0.12 + 0.07 * ring + 0.1 * math.sin(angle + 0.8)
            edge = mix(colour, (255, 250, 245), 0.45 - 0.04 * ring)
            draw.ellipse((px - wide, py - wide, px + wide, py + wide), edge)
            inner = wide * 0.93
            shade = mix(colour, (60, 10, 25), max(0.0, dark))
            draw.ellipse((px - inner, py - inner * 0.9, px + inner, py + wide), shade)


def candle(image: Image.Image, x: float, y: float, height: float) -> None:
    """A burning candle standing at ``(x, y)``."""
    draw, wide = ImageDraw.Draw(image), height * 0.13
    for step in range(24):
        share = step / 24
        left, right = x - wide + 2 * wide * share, x - wide + 2 * wide * (share + 1 / 24)
        tone = mix((250, 232, 200), (150, 110, 80), abs(share - 0.35) * 1.3)
        draw.rectangle((left, y - height, right, y), fill=tone)
    draw.ellipse(
        (x - wide, y - height - wide * 0.3, x + wide, y - height + wide * 0.3), (255, 240, 205)
    )
    flame = Image.new("RGBA", image.size)
    paint, top = ImageDraw.Draw(flame), y - height
    for scale, tone in ((1.0, (255, 150, 40)), (0.7, (255, 205, 100)), (0.42, (255, 250, 225))):
        size = height * 0.2 * scale
        tip = (x, top - size * 1.9)
        paint.polygon(
            [tip, (x - size * 0.33, top - size * 0.5), (x + size * 0.33, top - size * 0.5)], tone
        )
        paint.ellipse((x - size * 0.34, top - size * 0.85, x + size * 0.34, top), tone)
    soft = flame.filter(ImageFilter.GaussianBlur(height * 0.012))
    image.paste(soft, mask=soft.getchannel("A"))
