"""The clocks' page: each camera with the photo that is compared, and the order before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from modules.agency.models import ClockCorrection, EventClocks
from modules.agency.services.clocks.cameras import Camera, Shot
from modules.agency.workspace.clocks.asking import Said
from modules.gallery import facade as galleries
from modules.gallery.facade import Thumb
from modules.gallery.models import Gallery

# Photos beside the chosen one, and round the moment that is compared.
BESIDE, ROUND = 3, 5
STEPS = (-20, -1, 1, 20)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A photo that may be chosen, or is shown in its place."""

    shot: Shot
    thumb: Thumb | None
    url: str = ""
    is_chosen: bool = False
    number: int = 0
    moment: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One camera. ``number`` is the colour by which it is told from the others."""

    camera: Camera
    number: int
    frame: Shot
    large: Thumb | None
    beside: Sequence[Beside]
    steps: Sequence[tuple[int, str]]
    typed: str
    problem: str
    is_reference: bool
    uncorrected: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """Photos round the compared moment, as they are and as they will be."""

    now: Sequence[Beside]
    then: Sequence[Beside]
    moved: int


def saved_of(gallery: Gallery, cameras: Sequence[Camera]) -> dict[str, ClockCorrection]:
    """What is corrected already, by the camera's key."""
    rows = {
        (row.library_id, row.camera, row.serial): row
        for row in ClockCorrection.objects.filter(event__gallery=gallery)
    }
    by_key = {
        camera.key: rows.get(
            (camera.library.pk if camera.library else None, camera.camera, camera.serial)
        )
        for camera in cameras
    }
    return {key: row for key, row in by_key.items() if row is not None}


def context(
    request: HttpRequest,
    gallery: Gallery,
    cameras: Sequence[Camera],
    said: Said,
    saved: Mapping[str, ClockCorrection],
) -> dict[str, Any]:
    strips = {camera.key: _strip(camera, said.frames[camera.key]) for camera in cameras}
    order = _order(cameras, said) if said.is_shown else None
    small = [shot.id for strip in strips.values() for shot in strip]
    if order is not None:
        small += [each.shot.id for each in (*order.now, *order.then)]
    thumbs = _thumbs(request, gallery, small)
    frames = [shot.id for shot in said.frames.values()]
    large = _thumbs(request, gallery, frames, large=True)
    return {
        "rows": [
            _row(camera, number, said, strips[camera.key], thumbs, large, saved.get(camera.key))
            for number, camera in enumerate(cameras)
        ],
        "said": said,
        "order": _with_thumbs(order, thumbs) if order is not None else None,
        "event": EventClocks.objects.select_related("by").filter(gallery=gallery).first(),
        "photos": sum(len(camera.shots) for camera in cameras),
    }


def _row(  # noqa: PLR0913 - each is known of another thing
    camera: Camera, number: int, said: Said, strip: Sequence[Shot], thumbs: Mapping[int, Thumb],
    large: Mapping[int, Thumb], known: ClockCorrection | None,
) -> Row:  # fmt: skip
    frame = said.frames[camera.key]
    place = camera.shots.index(frame)
    steps = [
        (step, said.address(**{f"f-{camera.key}": camera.shots[place + step].public_id}))
        for step in STEPS
        if 0 <= place + step < len(camera.shots)
    ]
    beside = [
        Beside(
            shot=shot, thumb=thumbs.get(shot.id), is_chosen=shot is frame,
            url=said.address(**{f"f-{camera.key}": shot.public_id}),
        )
        for shot in strip
    ]  # fmt: skip
    left = 0
    if known is not None:
        left = sum(shot.corrected_at != shot.at(known.offset, known.zone) for shot in camera.shots)
    return Row(
        camera=camera, number=number % 8, frame=frame, large=large.get(frame.id), beside=beside,
        steps=steps, typed=said.typed[camera.key], problem=said.problems.get(camera.key, ""),
        is_reference=camera.key == said.reference, uncorrected=left,
    )  # fmt: skip


def _strip(camera: Camera, frame: Shot) -> Sequence[Shot]:
    place = camera.shots.index(frame)
    first = max(0, min(place - BESIDE, len(camera.shots) - 2 * BESIDE - 1))
    return camera.shots[first : first + 2 * BESIDE + 1]


def _order(cameras: Sequence[Camera], said: Said) -> Order:
    every = [
        (number % 8, shot, shot.at(said.offsets[camera.key], camera.zone))
        for number, camera in enumerate(cameras)
        for shot in camera.shots
    ]
    now = sorted(every, key=lambda each: (each[1].corrected_at, each[1].name))
    then = sorted(every, key=lambda each: (each[2], each[1].name))
    frame = said.frames[said.reference]
    moved = sum(old[1] is not new[1] for old, new in zip(now, then, strict=True))
    return Order(
        now=[
            Beside(shot=shot, thumb=None, number=number, moment=shot.corrected_at)
            for number, shot, _at in _round(now, frame)
        ],
        then=[
            Beside(shot=shot, thumb=None, number=number, moment=at)
            for number, shot, at in _round(then, frame)
        ],
        moved=moved,
    )


def _round(
    every: Sequence[tuple[int, Shot, datetime]], frame: Shot
) -> Sequence[tuple[int, Shot, datetime]]:
    place = next(index for index, each in enumerate(every) if each[1] is frame)
    return every[max(0, place - ROUND) : place + ROUND + 1]


def _with_thumbs(order: Order, thumbs: Mapping[int, Thumb]) -> dict[str, Any]:
    def filled(row: Sequence[Beside]) -> list[dict[str, Any]]:
        return [
            {"each": each, "thumb": thumbs.get(each.shot.id), "number": each.number} for each in row
        ]

    return {"now": filled(order.now), "then": filled(order.then), "moved": order.moved}


def _thumbs(
    request: HttpRequest, gallery: Gallery, ids: Sequence[int], *, large: bool = False
) -> dict[int, Thumb]:
    pairs = [(gallery.pk, photo_id) for photo_id in dict.fromkeys(ids)]
    return galleries.thumbnails(request=request, pairs=pairs, large=large)
