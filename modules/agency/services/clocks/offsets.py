"""How far a clock is off, as people write it, and as photos of one moment show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from modules.agency.services.clocks.cameras import Camera, Shot
from safelight.kernel.errors import Refusal

# A clock that was never set may show any year of a camera's life.
LONGEST = timedelta(days=40_000)
_WRITTEN = re.compile(
    r"(?P<sign>[+\-−]?)\s*(?:(?P<days>\d{1,5})\s*d\s*)?"  # noqa: RUF001 - people type either minus
    r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?"
)


class BadOffset(Refusal):
    code = "bad_clock_offset"
    status = 400


def parse(text: str) -> timedelta:
    """``+00:03:20``, ``-1:00``, ``+2d 04:00:00``: hours, minutes and seconds, with days before.

    Nothing typed is no difference. Raises ``BadOffset``.
    """
    if not text.strip():
        return timedelta()
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise BadOffset(_("Write a difference like +00:03:20, or -1d 02:00:00."))
    amount = timedelta(
        days=int(found["days"] or 0), hours=int(found["hours"]), minutes=int(found["minutes"]),
        seconds=int(found["seconds"] or 0),
    )  # fmt: skip
    if amount > LONGEST:
        raise BadOffset(_("No clock is that far off."))
    return amount if found["sign"] in {"", "+"} else -amount


def written(offset: timedelta) -> str:
    """As ``parse`` reads it back, to the second."""
    seconds = round(abs(offset).total_seconds())
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{'-' if offset < timedelta() else '+'}{f'{days}d ' if days else ''}{clock}"


def by_frames(frames: Mapping[str, tuple[Camera, Shot]], *, reference: str) -> dict[str, timedelta]:
    """What each clock lacks of the reference's, where these photos show the same moment.

    Whole seconds, since few cameras write more.
    """
    moment = _moment(*frames[reference])
    return {
        key: timedelta(seconds=round((moment - _moment(camera, shot)).total_seconds()))
        for key, (camera, shot) in frames.items()
    }


def _moment(camera: Camera, shot: Shot) -> datetime:
    return shot.at(timedelta(), camera.zone)
