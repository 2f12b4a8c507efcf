"""Which photo goes into which gallery."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from safelight.demo.cast import House, Place
from safelight.demo.photographs import Scene

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".avif", ".heic", ".heif"})

# A gallery of one of the houses.
Spot = tuple[House, Place]


def found_in(folder: Path) -> list[Path]:
    """Photographs in a folder and below it, each name once a gallery may hold it, by path."""
    paths = [
        Path(parent, name) for parent, _below, names in os.walk(folder) for name in sorted(names)
    ]
    return sorted(path for path in paths if path.suffix.lower() in ENDINGS and path.is_file())


def spots(houses: Sequence[House]) -> list[Spot]:
    return [(house, place) for house in houses for place in house.places if place.share]


def by_theme(scenes: Sequence[Scene], houses: Sequence[House]) -> list[Spot]:
    """A gallery for each scene: the emptiest of those it suits, else the emptiest of all."""
    places = spots(houses)
    filled = [0] * len(places)
    chosen: list[Spot] = []
    for scene in scenes:
        fitting = [
            index
            for index, (_house, place) in enumerate(places)
            if filled[index] < place.share and set(place.themes) & set(scene.keywords)
        ]
        best = min(
            fitting or range(len(places)), key=lambda index: filled[index] / places[index][1].share
        )
        filled[best] += 1
        chosen.append(places[best])
    return chosen


def in_a_row(count: int, houses: Sequence[House]) -> list[Spot]:
    """A gallery for each of ``count`` photos: neighbours, which tell one story, stay together."""
    places = spots(houses)
    whole = sum(place.share for _house, place in places)
    chosen: list[Spot] = []
    reached = 0
    for house, place in places:
        reached += place.share
        chosen += [(house, place)] * (round(count * reached / whole) - len(chosen))
    return chosen
