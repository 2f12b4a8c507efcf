"""ThumbHash: a picture in about 25 bytes, for the blur shown while the real one loads.

Format: https://evanw.github.io/thumbhash/ (Evan Wallace, 2023). Header of five bytes (averages,
scales, aspect), then the low cosine frequencies of lightness and two colour differences, four
bits each. Alpha is never used here: renditions are flat.
"""

from __future__ import annotations

import math

from PIL import Image

_SAMPLE = 32


def encode(image: Image.Image) -> bytes:
    """Hash an RGB picture of any size."""
    longest = max(image.size)
    across, down = (max(1, round(7 * side / longest)) for side in image.size)
    small = image.resize((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    bands = [band.tobytes() for band in small.split()]
    red, green, blue = ([value / 255 for value in band] for band in bands)
    colours = list(zip(red, green, blue, strict=True))
    light = _channel([(r + g + b) / 3 for r, g, b in colours], max(3, across), max(3, down))
    yellow = _channel([(r + g) / 2 - b for r, g, b in colours], 3, 3)
    reddish = _channel([r - g for r, g, _ in colours], 3, 3)
    landscape = image.width > image.height
    first = round(63 * light[0]) | round(31.5 + 31.5 * yellow[0]) << 6
    first |= round(31.5 + 31.5 * reddish[0]) << 12 | round(31 * light[2]) << 18
    second = (down if landscape else across) | round(63 * yellow[2]) << 3
    second |= round(63 * reddish[2]) << 9 | landscape << 15
    nibbles = [*light[1], *yellow[1], *reddish[1]]
    nibbles += [0] * (len(nibbles) % 2)
    packed = bytes(low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2], strict=True))
    return first.to_bytes(3, "little") + second.to_bytes(2, "little") + packed


def _channel(values: list[float], across: int, down: int) -> tuple[float, list[int], float]:
    """Average, quantised frequencies (0 to 15, triangle order) and their largest size."""
    rows = [values[at : at + _SAMPLE] for at in range(0, len(values), _SAMPLE)]
    waves = [
        [math.cos(math.pi / _SAMPLE * order * (at + 0.5)) for at in range(_SAMPLE)]
        for order in range(max(across, down))
    ]
    # Rows first, then columns: a cosine transform separates, which saves most of the sums.
    partial = [[_dot(row, waves[x]) for row in rows] for x in range(across)]
    found: list[float] = []
    average = 0.0
    for y in range(down):
        for x in range(across):
            if x * down >= across * (down - y):
                break
            strength = _dot(partial[x], waves[y]) / _SAMPLE**2
            if x or y:
                found.append(strength)
            else:
                average = strength
    scale = max(map(abs, found))
    steps = [round(15 * (0.5 + 0.5 / scale * value)) if scale else 8 for value in found]
    return average, steps, min(scale, 1.0)


def _dot(left: list[float], right: list[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
