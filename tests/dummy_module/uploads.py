from __future__ import annotations

from safelight.kernel.errors import Refusal
from safelight.uploads.models import Upload
from tests.dummy_module import notes


class TooBigForTheDummy(Refusal):
    code = "too_big_for_the_dummy"
    status = 422


def begin(upload: Upload) -> None:
    if upload.length and upload.length > 5:
        raise TooBigForTheDummy("The dummy takes five bytes.")
    notes.note("upload begun")


def receive(upload: Upload) -> None:
    notes.note("upload received")
