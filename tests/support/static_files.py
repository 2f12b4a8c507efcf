"""Static files are looked for once a process.

Each browser of a test makes all middleware anew, and WhiteNoise's would look through every file
each time.
"""

from __future__ import annotations

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Redirect, StaticFile


def look_once() -> None:
    """What the first middleware of this process finds, all others know."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    known: dict[str, StaticFile | Redirect] = {}

    def add_known(self: WhiteNoiseMiddleware) -> None:
        if not known:
            look(self)
            known.update(self.files)
        self.files.update(known)

    WhiteNoiseMiddleware.add_files_from_finders = add_known
