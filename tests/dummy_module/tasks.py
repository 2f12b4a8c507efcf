from __future__ import annotations

from safelight import jobs
from tests.dummy_module import notes


@jobs.handler("dummy.note")
def note(*, word: str, **_: object) -> None:
    notes.note(word)


@jobs.handler("dummy.tidy")
def tidy(**_: object) -> None:
    notes.note("tidied")
