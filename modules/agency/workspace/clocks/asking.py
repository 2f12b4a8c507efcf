"""What the address of the clocks page asks for: a photo of each camera, and how far it is off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from modules.agency.models import ClockCorrection
from modules.agency.services.clocks import offsets
from modules.agency.services.clocks.cameras import Camera, Shot
from modules.agency.services.clocks.correcting import Setting

Saved = Mapping[str, ClockCorrection]


@dataclass(frozen=True, kw_only=True)
class Said:
    """By the camera's key. ``problems``: what was typed and is no difference."""

    reference: str
    frames: Mapping[str, Shot]
    typed: Mapping[str, str]
    offsets: Mapping[str, timedelta]
    problems: Mapping[str, str] = field(default_factory=dict)
    is_shown: bool = False

    def address(self, **changes: str) -> str:
        """The same frames and reference, some of them changed; differences are worked out anew."""
        asked = {"ref": self.reference}
        asked |= {f"f-{key}": shot.public_id for key, shot in self.frames.items()}
        return f"?{urlencode(asked | changes)}"

    def settings(self) -> dict[str, Setting]:
        return {
            key: Setting(
                offset=offset, frame=self.frames.get(key), is_reference=key == self.reference
            )
            for key, offset in self.offsets.items()
        }


def said(asked: QueryDict, cameras: Sequence[Camera], saved: Saved) -> Said:
    """``do=same`` works differences out by the frames; else what was typed counts, or is known."""
    known = {camera.key: camera for camera in cameras}
    reference = asked.get("ref", "")
    if reference not in known:
        kept = (key for key, row in saved.items() if row.is_reference and key in known)
        reference = next(kept, cameras[0].key)
    frames = _frames(asked, cameras, saved, known[reference])
    if asked.get("do") == "same":
        pairs = {key: (known[key], shot) for key, shot in frames.items()}
        found = offsets.by_frames(pairs, reference=reference)
        typed = {key: offsets.written(offset) for key, offset in found.items()}
        return Said(
            reference=reference, frames=frames, typed=typed, offsets=found, is_shown=True
        )  # fmt: skip
    typed = {
        key: asked.get(f"o-{key}", offsets.written(saved[key].offset) if key in saved else "")
        for key in known
    }
    found, problems = _read(typed)
    return Said(
        reference=reference, frames=frames, typed=typed, offsets=found, problems=problems,
        is_shown=asked.get("do") == "preview" and not problems,
    )  # fmt: skip


def _read(typed: Mapping[str, str]) -> tuple[dict[str, timedelta], dict[str, str]]:
    found: dict[str, timedelta] = {}
    problems: dict[str, str] = {}
    for key, text in typed.items():
        try:
            found[key] = offsets.parse(text)
        except offsets.BadOffset as refusal:
            problems[key] = refusal.sentence
    return found, problems


def _frames(
    asked: QueryDict, cameras: Sequence[Camera], saved: Saved, reference: Camera
) -> dict[str, Shot]:
    """The photo of each camera: as asked for, as kept, or the one nearest to the reference's."""

    def chosen(camera: Camera) -> Shot | None:
        shot = camera.shot(asked.get(f"f-{camera.key}", ""))
        row = saved.get(camera.key)
        if shot is None and row is not None:
            shot = next((each for each in camera.shots if each.id == row.frame_id), None)
        return shot

    moment = (chosen(reference) or reference.shots[len(reference.shots) // 2]).corrected_at
    return {
        camera.key: chosen(camera)
        or min(camera.shots, key=lambda shot: abs(shot.corrected_at - moment))
        for camera in cameras
    }
