"""Photo-like pictures for the demonstration studio, painted rather than borrowed.

Sixty different ones of 24 megapixels, the same on every machine, with camera data, names, keywords
and ratings, as a photographer would upload them after a long day. Made once, under ``var/``.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from PIL import Image, ImageChops
from PIL.TiffImagePlugin import IFDRational

from safelight.demo.painting import brush, celebration, outdoors
from safelight.imaging.metadata import PhotoMetadata
from safelight.imaging.metadata.writing import Words, packet

#: Pictures are painted at a third of their size, then enlarged and given grain.
_SHRINK = 3
#: By the camera's clock; its offset stands in the EXIF.
_MIDNIGHT = datetime(2026, 6, 20, tzinfo=timezone(timedelta(hours=2)))
_CREATOR = "Mara Lindqvist"

Painter = Callable[[tuple[int, int], Random, int], Image.Image]


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of picture: painter, light (index of ``outdoors.LIGHTS``), and what it is called."""

    painter: Painter
    light: int
    title: str
    keywords: tuple[str, ...]
    upright: bool = False


def _beach(size: tuple[int, int], rng: Random, light: int) -> Image.Image:
    return outdoors.sea(size, rng, light, people=True)


_WEDDING, _LAND = ("wedding",), ("landscape",)

#: In the order of the day; a part of the day begins again when more are wanted.
DAY: tuple[Scene, ...] = (
    Scene(outdoors.hills, 0, "First light over the valley", (*_LAND, "hills", "dawn")),
    Scene(outdoors.lake, 5, "The lake before breakfast", (*_LAND, "lake", "morning")),
    Scene(outdoors.forest, 2, "Mist between the trunks", (*_LAND, "forest", "mist"), upright=True),
    Scene(outdoors.balloons, 5, "Up early", (*_LAND, "balloons", "morning")),
    Scene(celebration.meadow, 2, "Along the path to the chapel", (*_WEDDING, "flowers", "summer")),
    Scene(celebration.bouquet, 2, "The bouquet", (*_WEDDING, "flowers", "details"), upright=True),
    Scene(outdoors.lake, 4, "Across the water", (*_LAND, "lake", "morning"), upright=True),
    Scene(celebration.bouquet, 0, "Roses for the table", (*_WEDDING, "flowers", "details")),
    Scene(outdoors.lake, 2, "Noon at the boathouse", (*_LAND, "lake")),
    Scene(outdoors.dunes, 5, "Sand and wind", (*_LAND, "dunes")),
    Scene(outdoors.hills, 4, "Seven ridges", (*_LAND, "hills"), upright=True),
    Scene(celebration.meadow, 5, "Late summer meadow", (*_LAND, "flowers", "summer")),
    Scene(celebration.couple_on_hill, 1, "Hand in hand", (*_WEDDING, "couple", "golden hour")),
    Scene(outdoors.dunes, 1, "Last sun on the dunes", (*_LAND, "dunes", "golden hour")),
    Scene(_beach, 1, "By the sea", (*_WEDDING, "couple", "sea", "sunset")),
    Scene(celebration.couple_on_hill, 3, "Under the big sky", (*_WEDDING, "couple"), upright=True),
    Scene(outdoors.sea, 3, "The sun goes in", (*_LAND, "sea", "sunset")),
    Scene(outdoors.balloons, 3, "Evening flight", (*_LAND, "balloons", "sunset"), upright=True),
    Scene(_beach, 0, "Two and the tide", (*_WEDDING, "couple", "sea"), upright=True),
    Scene(celebration.candlelight, 1, "Dinner is served", (*_WEDDING, "table", "candles")),
    Scene(celebration.town_at_night, 3, "The town from the bridge", ("city", "blue hour")),
    Scene(celebration.first_dance, 1, "The first dance", (*_WEDDING, "couple", "party")),
    Scene(celebration.candlelight, 3, "Candles", (*_WEDDING, "table", "details"), upright=True),
    Scene(outdoors.night, 0, "After the party", (*_LAND, "night", "stars")),
)


#: Parts of the day: how many scenes of DAY, and the hours they are taken in.
_PARTS = ((12, 5.2, 15.0), (7, 18.8, 21.2), (5, 21.4, 23.8))
#: Lights that suit the same hour: every second time around, a scene gets its relative.
_KIN = {0: 5, 5: 0, 1: 3, 3: 1, 2: 4, 4: 2}


@dataclass(frozen=True, slots=True)
class Order:
    """A photo that is to be painted: its file, its number, what it shows, at which hour."""

    path: Path
    number: int
    scene: Scene
    hour: float


def make(folder: Path, count: int = 60, size: tuple[int, int] = (6000, 4000)) -> list[Path]:
    """Paint ``count`` photos into ``folder`` unless they are there; ``size`` of a lying one.

    The same count and size give the same files, in the order of the day. Uses all processors.
    """
    orders = ordered(folder, count)
    with painters() as pool:
        for task in begin(pool, orders, size):
            task.result()
    return [order.path for order in orders]


def ordered(folder: Path, count: int) -> list[Order]:
    """What is to be painted, in the order of the day."""
    return [
        Order(folder / f"MLN_{4021 + 7 * number:04}.jpg", number, *shot)
        for number, shot in enumerate(plan(count))
    ]


def painters() -> ProcessPoolExecutor:
    """One painter a processor, who gives way to whoever has more urgent work."""
    # Not forked: the caller may hold a connection to the database.
    return ProcessPoolExecutor(
        os.cpu_count(), multiprocessing.get_context("spawn"), initializer=os.nice, initargs=(5,)
    )


def begin(
    pool: ProcessPoolExecutor, orders: Sequence[Order], size: tuple[int, int]
) -> list[Future[Order]]:
    """Paint what is not there yet; each order comes back when its file is whole."""
    for folder in {order.path.parent for order in orders}:
        folder.mkdir(parents=True, exist_ok=True)
    return [pool.submit(_make_one, order, size) for order in orders]


def plan(count: int) -> list[tuple[Scene, float]]:
    """Scene and hour of each of ``count`` photos; neighbours show different scenes."""
    shots: list[tuple[Scene, float]] = []
    first = 0
    for length, begins, ends in _PARTS:
        scenes, first = DAY[first : first + length], first + length
        share = round(count * first / len(DAY)) - len(shots)
        for number in range(share):
            around, index = divmod(number, length)
            scene = scenes[index]
            kin = replace(scene, light=_KIN[scene.light]) if around % 2 else scene
            shots.append((kin, begins + (ends - begins) * number / share))
    return shots


def _make_one(order: Order, size: tuple[int, int]) -> Order:
    if order.path.exists():
        return order
    rng = Random(7 * order.number + 11)  # noqa: S311 a picture's seed
    taken = _MIDNIGHT + timedelta(hours=order.hour, seconds=rng.randint(0, 240))
    image = paint(order.scene, rng, size)
    unfinished = order.path.with_suffix(".part")
    image.save(
        unfinished,
        "JPEG",
        quality=90,
        subsampling="4:2:0",
        exif=_exif(rng, taken).tobytes(),
        xmp=packet(_words(order.scene, rng, taken), Words()),
    )
    unfinished.rename(order.path)
    return order


def paint(scene: Scene, rng: Random, size: tuple[int, int]) -> Image.Image:
    """The finished picture, standing if the scene is."""
    full = size[::-1] if scene.upright else size
    small = full[0] // _SHRINK, full[1] // _SHRINK
    image = brush.vignette(scene.painter(small, rng, scene.light))
    return _grain(image.resize(full, Image.Resampling.BICUBIC), rng)


def _grain(image: Image.Image, rng: Random) -> Image.Image:
    """Sensor noise: one tile, shifted about, so that it costs little."""
    side = 512
    tile = Image.frombytes("L", (side, side), rng.randbytes(side * side))
    tile = tile.resize((side * 2, side * 2), Image.Resampling.BILINEAR)
    tile = tile.point(lambda value: 122 + (value - 128) // 14 + 6)
    noise = Image.new("L", image.size, 128)
    for top in range(0, image.height, 2 * side):
        shift = rng.randint(-2 * side, 0)
        for left in range(shift, image.width, 2 * side):
            noise.paste(tile, (left, top))
    flat = Image.merge("RGB", (noise, noise, noise))
    return ImageChops.add(image, flat, scale=1, offset=-128)


def _exif(rng: Random, taken: datetime) -> Image.Exif:
    exif = Image.Exif()
    make, model, lens, focal = rng.choice(
        (
            ("Canon", "Canon EOS R6m2", "RF24-70mm F2.8 L IS USM", rng.choice((24, 35, 50, 70))),
            ("NIKON CORPORATION", "NIKON Z 8", "NIKKOR Z 85mm f/1.2 S", 85),
        )
    )
    exif[271], exif[272], exif[305] = make, model, "Safelight demonstration"
    exif[306] = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif[315], exif[33432] = _CREATOR, f"(c) 2026 {_CREATOR}"
    exif[0x8769] = {
        0x9003: f"{taken:%Y:%m:%d %H:%M:%S}",
        0x9011: "+02:00",
        0x9291: f"{rng.randint(0, 99):02}",
        0x829A: IFDRational(1, rng.choice((60, 125, 250, 500, 1000))),
        0x829D: IFDRational(rng.choice((14, 20, 28, 40, 80)), 10),
        0x8827: rng.choice((100, 200, 400, 800, 1600)),
        0x920A: IFDRational(focal),
        0xA434: lens,
        0xA001: 1,
    }
    return exif


def _words(scene: Scene, rng: Random, taken: datetime) -> PhotoMetadata:
    return PhotoMetadata(
        captured_at=taken,
        camera="",
        lens="",
        exposure=None,
        f_number=None,
        iso=None,
        focal_length=None,
        orientation=1,
        title=scene.title,
        description="",
        keywords=scene.keywords,
        creator=_CREATOR,
        copyright=f"© 2026 {_CREATOR}",
        credit="Lindqvist Photography",
        rating=rng.choice((2, 3, 3, 4, 4, 5)),
        label=rng.choice(("", "", "", "Green", "Yellow")),
        has_gps=False,
    )
