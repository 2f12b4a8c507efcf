"""Landscapes: hills, lakes, seas, dunes, forests, skies at night."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import figures
from .brush import Colour, Stop, below, clouds, glow, gradient, mix, ridge, veil, wave

Size = tuple[int, int]

Light = tuple[tuple[Colour, ...], Colour, Colour, Colour]


def _light(colours: str) -> Light:
    """Six colours in hexadecimal, in the order of ``LIGHTS``."""
    parts = [bytes.fromhex(colour) for colour in colours.split()]
    top, middle, horizon, haze, ground, sun = ((part[0], part[1], part[2]) for part in parts)
    return (top, middle, horizon), haze, ground, sun


#: Sky from top to horizon (three), far haze, nearest ground, sun.
LIGHTS: tuple[Light, ...] = (
    _light("3e5c94 96a0c4 f8c4a0 f0bea5 1c2234 ffd696"),
    _light("263e70 ce8078 ffbe6e ec966e 1e1624 ffe196"),
    _light("6294c4 a8c8de e8ece8 c8d8e2 22382e fff6dc"),
    _light("2c285c 8c548c f88c80 c47084 161228 ffc496"),
    _light("1e4262 5e8ea0 e6ceaa b2b8b0 12242a ffe8be"),
    _light("466ea0 e2c4b0 ffe0aa f6d2aa 342c28 fff4c8"),
)


def sky(size: Size, rng: Random, light: int) -> tuple[Image.Image, tuple[float, float]]:
    """A sky with clouds and a low sun; and where the sun stands."""
    colours, haze, _, sun = LIGHTS[light]
    stops: list[Stop] = [(0.0, colours[0]), (0.34, colours[1]), (0.62, colours[2]), (1.0, haze)]
    image = gradient(size, stops)
    centre = rng.uniform(0.22, 0.78) * size[0], rng.uniform(0.4, 0.52) * size[1]
    lit = mix(colours[2], (255, 250, 245), 0.5)
    image = veil(image, clouds(size, rng, stretch=4), lit, low=122, high=215, most=0.75)
    image = veil(image, clouds(size, rng, stretch=6), colours[0], low=150, high=230, most=0.4)
    image = glow(image, centre, max(size) * 0.55, mix(sun, (120, 60, 20), 0.45))
    image = glow(image, centre, max(size) * 0.12, sun)
    return glow(image, centre, max(size) * 0.035, (255, 252, 240)), centre


def hills(size: Size, rng: Random, light: int, *, firs: bool = True) -> Image.Image:
    """Ranges of hills, each paler than the one before it, with mist between."""
    image, _ = sky(size, rng, light)
    _, haze, ground, _ = LIGHTS[light]
    layers = rng.randint(5, 7)
    for layer in range(layers):
        near = (layer + 1) / layers
        base = size[1] * (0.5 + 0.42 * near**1.25)
        line = ridge(size[0], rng, base=base, height=size[1] * 0.15, rough=0.5 + 0.04 * near)
        body = mix(haze, ground, near**1.15)
        foot = mix(body, haze, 0.5 * (1 - near))
        below(image, line, gradient(size, [(0, body), (min(line) / size[1], body), (1, foot)]))
        if firs and near > 0.7:
            _wood(image, rng, line, size[1] * 0.05 * near**2, body)
    return image


def _wood(image: Image.Image, rng: Random, line: list[float], height: float, tone: Colour) -> None:
    draw = ImageDraw.Draw(image)
    shift = rng.random()
    x = 0
    while x < image.width:
        if wave(x / image.width, (1, 2.3, shift), (0.6, 5.1, shift * 2)) > -0.15:
            tall = height * rng.uniform(0.6, 1.5)
            figures.conifer(draw, x, line[x] + height * 0.25, tall, mix(tone, (0, 0, 0), 0.25))
        x += max(3, round(height * rng.uniform(0.12, 0.34)))


def lake(size: Size, rng: Random, light: int) -> Image.Image:
    """Hills and their reflection, broken by small waves."""
    shore = round(size[1] * 0.58)
    land = hills((size[0], round(size[1] * 0.72)), rng, light).crop((0, 0, size[0], shore))
    mirrored = land.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = Image.new("RGB", size)
    water.paste(land)
    deep = size[1] - shore
    for row in range(deep):
        near = row / deep
        source = min(shore - 1, round(row * shore / deep * 0.82))
        strip = mirrored.crop((0, source, size[0], source + 1))
        moved = wave(near**0.5, (6 * near + 1, 23, 0), (9 * near, 51, 0.3))
        water.paste(strip, (round(moved), shore + row))
        water.paste(
            strip, (round(moved) - size[0] if moved > 0 else round(moved) + size[0], shore + row)
        )
    lower = water.crop((0, shore, *size)).filter(ImageFilter.BoxBlur(2))
    dark = Image.new("RGB", lower.size, mix(LIGHTS[light][2], (10, 20, 34), 0.4))
    water.paste(Image.blend(lower, dark, 0.24), (0, shore))
    return water


def sea(size: Size, rng: Random, light: int, *, people: bool = False) -> Image.Image:
    """A sun above the water, its glitter, and perhaps two people on the beach."""
    image, centre = sky(size, rng, light)
    _, haze, ground, sun = LIGHTS[light]
    horizon = round(size[1] * 0.56)
    water = gradient(
        size, [(0, haze), (0.56, mix(haze, ground, 0.35)), (1, mix(ground, (12, 40, 66), 0.5))]
    )
    image.paste(water.crop((0, horizon, *size)), (0, horizon))
    shine = Image.new("RGB", size)
    draw = ImageDraw.Draw(shine)
    for _ in range(2600):
        near = rng.random() ** 1.6
        y = horizon + near * (size[1] - horizon)
        x = centre[0] + rng.gauss(0, size[0] * (0.025 + 0.16 * near))
        wide = size[0] * (0.003 + 0.022 * near) * rng.uniform(0.4, 1.2)
        tone = mix((0, 0, 0), sun, rng.uniform(0.25, 0.95) * (1 - 0.45 * near))
        draw.ellipse((x - wide, y - wide * 0.07 - 1, x + wide, y + wide * 0.07), tone)
    image = ImageChops.screen(image, shine.filter(ImageFilter.GaussianBlur(1.6)))
    if people:
        beach = ridge(size[0], rng, base=size[1] * 0.9, height=size[1] * 0.03, rough=0.3)
        below(image, beach, mix(ground, (0, 0, 0), 0.35))
        at = centre[0] + rng.uniform(-0.06, 0.06) * size[0]
        tall = min(size) * rng.uniform(0.34, 0.42)
        figures.couple(ImageDraw.Draw(image), at, beach[int(at)] + 8, tall, (14, 10, 16))
    return image


def dunes(size: Size, rng: Random, light: int) -> Image.Image:
    """Sand in raking light: each crest has a bright side and a dark one."""
    image, _ = sky(size, rng, light)
    haze = LIGHTS[light][1]
    for layer in range(5):
        near = (layer + 1) / 5
        base = size[1] * (0.46 + 0.4 * near)
        parts = [
            (size[1] * 0.07 * near, rng.uniform(0.5, 1.3), rng.random()),
            (size[1] * 0.02, 2.6, rng.random()),
        ]
        line = [base + wave(x / size[0], *parts) for x in range(size[0])]
        bright, dark = mix(haze, (226, 164, 104), near), mix(haze, (112, 62, 52), near)
        below(
            image,
            line,
            gradient(size, [(0, bright), (base / size[1], bright), (1, mix(bright, dark, 0.6))]),
        )
        slope = rng.uniform(0.25, 0.6)
        fold = [
            y + max(0.0, wave(x / size[0], (size[1] * 0.2 * slope, parts[0][1], parts[0][2] + 0.2)))
            + size[1] * 0.012 for x, y in enumerate(line)
        ]  # fmt: skip
        below(
            image,
            fold,
            gradient(size, [(0, dark), (base / size[1], dark), (1, mix(dark, bright, 0.75))]),
        )
    return image


def forest(size: Size, rng: Random, light: int) -> Image.Image:
    """Trunks in mist, a shaft of light between them."""
    haze = mix(LIGHTS[light][1], (214, 222, 206), 0.55)
    image = gradient(
        size, [(0, mix(haze, (90, 120, 90), 0.5)), (0.5, haze), (1, mix(haze, (60, 80, 50), 0.6))]
    )
    image = glow(
        image, (size[0] * rng.uniform(0.3, 0.7), size[1] * 0.3), max(size) * 0.5, (255, 236, 190)
    )
    for layer in range(6):
        near = (layer + 1) / 6
        tone = mix(haze, (20, 28, 24), near**1.1)
        trees = Image.new("L", size)
        draw = ImageDraw.Draw(trees)
        for _ in range(round(16 - 10 * near)):
            x, wide = (
                rng.uniform(0, size[0]),
                size[0] * (0.004 + 0.022 * near**2) * rng.uniform(0.6, 1.3),
            )
            lean = rng.uniform(-0.02, 0.02) * size[0]
            foot = size[1] * (0.68 + 0.34 * near)
            draw.polygon(
                [
                    (x + lean - wide * 0.6, 0),
                    (x + lean + wide * 0.6, 0),
                    (x + wide, foot),
                    (x - wide, foot),
                ],
                255,
            )
        image.paste(
            Image.new("RGB", size, tone),
            mask=trees.filter(ImageFilter.GaussianBlur(3 * (1 - near) + 0.6)),
        )
        ground = ridge(
            size[0], rng, base=size[1] * (0.66 + 0.3 * near), height=size[1] * 0.03, rough=0.6
        )
        below(image, ground, mix(tone, (52, 66, 34), 0.35))
        image = veil(
            image, clouds(size, rng, stretch=5), haze, low=120, high=235, most=0.55 * (1 - near)
        )
    return image


def night(size: Size, rng: Random, light: int) -> Image.Image:
    """The Milky Way above dark hills."""
    tint = mix((10, 14, 34), LIGHTS[light][0][0], 0.25)
    image = gradient(
        size, [(0, mix(tint, (0, 0, 0), 0.55)), (0.6, tint), (1, mix(tint, LIGHTS[light][1], 0.4))]
    )
    band = clouds((size[0], size[1]), rng, stretch=1.2).rotate(rng.uniform(-40, 40), expand=False)
    image = veil(image, band, (150, 150, 205), low=132, high=240, most=0.5)
    stars = Image.new("RGB", size)
    draw = ImageDraw.Draw(stars)
    for _ in range(2400):
        x, y, r = (
            rng.uniform(0, size[0]),
            rng.uniform(0, size[1] * 0.9),
            rng.paretovariate(3.2) * 0.55,
        )
        draw.ellipse(
            (x - r, y - r, x + r, y + r), mix((140, 150, 190), (255, 246, 230), rng.random())
        )
    image = ImageChops.screen(image, stars)
    line = ridge(size[0], rng, base=size[1] * 0.8, height=size[1] * 0.16, rough=0.52)
    image = glow(image, (size[0] * rng.random(), size[1] * 0.85), max(size) * 0.4, (120, 74, 60))
    below(image, line, (8, 10, 18))
    _wood(image, rng, line, size[1] * 0.06, (6, 8, 14))
    return image


def balloons(size: Size, rng: Random, light: int) -> Image.Image:
    """Hot-air balloons over the hills."""
    image = hills(size, rng, light)
    cloths = ((206, 66, 54), (240, 176, 60), (54, 104, 160), (236, 226, 206), (66, 128, 108))
    for size_share in (0.02, 0.03, 0.045, 0.09):
        x, y = rng.uniform(0.12, 0.88) * size[0], rng.uniform(0.15, 0.42) * size[1]
        one, other = rng.sample(cloths, 2)
        haze = LIGHTS[light][1]
        far = max(0.0, 0.55 - size_share * 6)
        figures.balloon(
            image, x, y, min(size) * size_share * 1.2, mix(one, haze, far), mix(other, haze, far)
        )
    return image
