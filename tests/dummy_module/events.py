from __future__ import annotations

from dataclasses import dataclass

from safelight.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class Happened(Event, module="dummy"):
    """Something happened to a thing."""

    thing_id: int
