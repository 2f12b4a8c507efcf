"""A wedding: couple, flowers, candles, rings of light, the town at night, old arches."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from . import figures
from .brush import Colour, below, bokeh, clouds, glow, gradient, mix, ridge, veil
from .outdoors import LIGHTS, Size, hills, sky

_WARM: tuple[Colour, ...] = ((255, 190, 96), (255, 160, 80), (255, 220, 160), (240, 120, 90))
_BLOSSOM: tuple[Colour, ...] = (
    (226, 134, 142),
    (240, 190, 180),
    (214, 84, 104),
    (246, 224, 206),
    (176, 60, 92),
)


def couple_on_hill(size: Size, rng: Random, light: int) -> Image.Image:
    """Two silhouettes against the evening."""
    image, centre = sky(size, rng, light)
    ground = mix(LIGHTS[light][2], (0, 0, 0), 0.4)
    far = ridge(size[0], rng, base=size[1] * 0.7, height=size[1] * 0.1, rough=0.5)
    below(image, far, mix(LIGHTS[light][1], ground, 0.45))
    line = ridge(size[0], rng, base=size[1] * 0.86, height=size[1] * 0.06, rough=0.34)
    below(image, line, ground)
    at = min(max(centre[0], size[0] * 0.25), size[0] * 0.75)
    draw = ImageDraw.Draw(image)
    for _ in range(900):
        x = rng.uniform(0, size[0] - 1)
        tall = size[1] * rng.uniform(0.006, 0.028)
        draw.line((x, line[int(x)] + 4, x + rng.uniform(-6, 6), line[int(x)] - tall), ground, 2)
    figures.couple(draw, at, line[int(at)] + 8, min(size) * rng.uniform(0.4, 0.52), ground)
    figures.birds(draw, rng, size, mix(ground, LIGHTS[light][0][0], 0.3))
    return glow(image, centre, max(size) * 0.3, mix((0, 0, 0), LIGHTS[light][3], 0.35))


def first_dance(size: Size, rng: Random, light: int) -> Image.Image:
    """The couple in front of strings of light, far out of focus."""
    floor = mix((34, 20, 26), LIGHTS[light][2], 0.4)
    image = gradient(
        size,
        [(0, (14, 10, 18)), (0.6, floor), (0.8, mix(floor, (120, 70, 44), 0.5)), (1, (20, 13, 16))],
    )
    image = bokeh(image, rng, _WARM, count=70, size=min(size) * 0.06)
    image = bokeh(image, rng, _WARM, count=24, size=min(size) * 0.12)
    middle = size[0] * rng.uniform(0.42, 0.58)
    image = glow(image, (middle, size[1] * 0.55), max(size) * 0.4, (150, 92, 50))
    figures.couple(ImageDraw.Draw(image), middle, size[1] * 0.9, min(size) * 0.66, (15, 9, 13))
    return image


def bouquet(size: Size, rng: Random, light: int) -> Image.Image:
    """Roses close up, some before and some behind the plane of focus."""
    leaf = mix((52, 84, 60), LIGHTS[light][1], 0.2)
    image = veil(
        Image.new("RGB", size, mix(leaf, (20, 30, 26), 0.4)),
        clouds(size, rng, stretch=1),
        leaf,
        low=90,
        high=190,
        most=0.9,
    )
    image = bokeh(image, rng, ((180, 210, 160), (240, 230, 190)), count=26, size=min(size) * 0.09)
    tones = rng.sample(_BLOSSOM, 3)
    for blur, count, share in ((16, 7, 0.15), (5, 6, 0.15), (0, 7, 0.17)):
        layer = image.copy()
        for _ in range(count):
            x, y = (
                rng.gauss(size[0] * 0.5, size[0] * 0.2),
                rng.gauss(size[1] * 0.56, size[1] * 0.17),
            )
            _leaves(layer, rng, x, y, min(size) * share, leaf)
            figures.rose(
                layer, rng, x, y, min(size) * share * rng.uniform(0.7, 1.1), rng.choice(tones)
            )
        image = layer.filter(ImageFilter.GaussianBlur(blur)) if blur else layer
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    return glow(image, (size[0] * 0.25, size[1] * 0.1), max(size) * 0.6, (96, 80, 54))


def _leaves(image: Image.Image, rng: Random, x: float, y: float, r: float, tone: Colour) -> None:
    draw = ImageDraw.Draw(image)
    for _ in range(4):
        dx, dy = rng.uniform(-1.3, 1.3) * r, rng.uniform(-1.2, 1.2) * r
        shade = mix(tone, (16, 36, 26), rng.uniform(0.1, 0.6))
        draw.polygon(
            [
                (x, y),
                (x + dx * 0.4 - dy * 0.28, y + dy * 0.5 + dx * 0.25),
                (x + dx * 1.2, y + dy * 1.2),
                (x + dx * 0.7, y + dy * 0.4),
            ],
            shade,
        )


def candlelight(size: Size, rng: Random, light: int) -> Image.Image:
    """A laid table by candlelight."""
    wood = mix((62, 38, 28), LIGHTS[light][2], 0.3)
    image = gradient(
        size,
        [
            (0, (16, 11, 16)),
            (0.55, mix(wood, (0, 0, 0), 0.5)),
            (0.66, wood),
            (1, mix(wood, (8, 5, 6), 0.55)),
        ],
    )
    image = bokeh(image, rng, _WARM, count=44, size=min(size) * 0.07)
    table = round(size[1] * 0.66)
    grain = clouds(size, rng, stretch=14).crop((0, table, *size))
    image.paste(
        veil(image.crop((0, table, *size)), grain, (112, 70, 44), low=110, high=220, most=0.5),
        (0, table),
    )
    places = sorted(rng.uniform(0.1, 0.9) for _ in range(rng.randint(3, 5)))
    for place in places:
        x, y = place * size[0], size[1] * rng.uniform(0.74, 0.86)
        height = min(size) * rng.uniform(0.2, 0.36)
        image = glow(image, (x, y), height * 0.9, (120, 70, 34))
        figures.candle(image, x, y, height)
        image = glow(image, (x, y - height * 1.15), height * 1.3, (190, 112, 44))
    for side in (0.02, 0.98):
        figures.rose(
            image, rng, size[0] * side, size[1] * 0.92, min(size) * 0.16, rng.choice(_BLOSSOM)
        )
    return image.filter(ImageFilter.GaussianBlur(1))


def town_at_night(size: Size, rng: Random, light: int) -> Image.Image:
    """Lit windows at the blue hour, doubled in the river."""
    colours, haze, _, _ = LIGHTS[light]
    quay = round(size[1] * 0.64)
    image = gradient(
        size,
        [
            (0, mix(colours[0], (6, 10, 30), 0.6)),
            (0.5, mix(colours[0], haze, 0.4)),
            (0.66, haze),
            (1, haze),
        ],
    )
    image = veil(
        image,
        clouds(size, rng, stretch=5),
        mix(colours[0], (10, 10, 30), 0.5),
        low=130,
        high=220,
        most=0.6,
    )
    draw = ImageDraw.Draw(image)
    for layer in range(3):
        _row_of_houses(
            draw, rng, (size[0], quay), mix(haze, (14, 16, 30), (0.5, 0.75, 0.95)[layer]), layer
        )
    for _ in range(26):
        x = rng.uniform(0, size[0])
        image.paste((255, 206, 130), (round(x), quay - 12, round(x) + 5, quay - 7))
    river = image.crop((0, 2 * quay - size[1], size[0], quay)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    smeared = river.resize((size[0], max(2, river.height // 16)), Image.Resampling.BOX).resize(
        river.size, Image.Resampling.BICUBIC
    )
    image.paste(Image.blend(smeared, Image.new("RGB", river.size, (8, 14, 28)), 0.3), (0, quay))
    return image


def _row_of_houses(
    draw: ImageDraw.ImageDraw, rng: Random, size: Size, tone: Colour, layer: int
) -> None:
    x = -20.0
    while x < size[0]:
        wide = size[0] * rng.uniform(0.035, 0.08) * (0.7 + 0.25 * layer)
        tall = size[1] * rng.uniform(0.18, 0.5) * (1 - 0.22 * layer)
        top = size[1] - tall
        draw.rectangle((x, top, x + wide, size[1]), fill=tone)
        if rng.random() < 0.6:
            draw.polygon(
                [(x, top), (x + wide / 2, top - wide * rng.uniform(0.3, 0.9)), (x + wide, top)],
                fill=tone,
            )
        step = wide / rng.randint(4, 6)
        for row in range(1, int(tall / (step * 1.5))):
            for column in range(int(wide / step) - 1):
                if rng.random() < 0.28 + 0.1 * layer:
                    left, upper = x + step * (column + 0.8), top + row * step * 1.5
                    pane = mix((255, 196, 110), tone, rng.uniform(0.0, 0.5))
                    draw.rectangle((left, upper, left + step * 0.5, upper + step * 0.8), fill=pane)
        x += wide + rng.uniform(-4, 10)


def meadow(size: Size, rng: Random, light: int) -> Image.Image:
    """Flowers in the grass, the hills behind them out of focus."""
    image = hills(size, rng, light, firs=False).filter(ImageFilter.GaussianBlur(14))
    grass = mix((70, 104, 54), LIGHTS[light][1], 0.25)
    below(
        image,
        [size[1] * 0.62] * size[0],
        gradient(
            size,
            [
                (0, grass),
                (0.62, mix(grass, LIGHTS[light][1], 0.5)),
                (1, mix(grass, (14, 30, 18), 0.6)),
            ],
        ),
    )
    image = image.filter(ImageFilter.GaussianBlur(10))
    tones = (*_BLOSSOM[:4], (250, 214, 90), (206, 62, 60))
    for layer in range(4):
        near = (layer + 1) / 4
        draw = ImageDraw.Draw(image)
        for _ in range(110):
            x, y = rng.uniform(0, size[0]), size[1] * (0.6 + 0.4 * near * rng.uniform(0.5, 1.1))
            tall, r = size[1] * 0.12 * near, size[1] * 0.012 * near * rng.uniform(0.6, 1.4)
            draw.line(
                (x, y + tall, x + rng.uniform(-9, 9), y),
                mix(grass, (20, 40, 20), near * 0.6),
                max(1, round(4 * near)),
            )
            tone = mix(rng.choice(tones), LIGHTS[light][3], 0.25)
            for dx, dy in ((-0.7, 0), (0.7, 0), (0, -0.6), (0, 0.5)):
                draw.ellipse(
                    (
                        x + (dx - 0.8) * r,
                        y + (dy - 0.7) * r,
                        x + (dx + 0.8) * r,
                        y + (dy + 0.7) * r,
                    ),
                    tone,
                )
            draw.ellipse(
                (x - r * 0.4, y - r * 0.35, x + r * 0.4, y + r * 0.35),
                mix(tone, (120, 60, 20), 0.6),
            )
        image = image.filter(ImageFilter.GaussianBlur((9, 5, 1, 2.5)[layer]))
    return glow(
        image,
        (size[0] * 0.7, size[1] * 0.35),
        max(size) * 0.5,
        mix((0, 0, 0), LIGHTS[light][3], 0.5),
    )
