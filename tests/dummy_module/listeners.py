from __future__ import annotations

from tests.dummy_module import notes
from tests.dummy_module.events import Happened


def hear(event: Happened) -> None:
    notes.note(f"heard {event.thing_id}")
