"""A worker that serves the ingest queue, and kills itself at the point that ``KILL_AT`` names."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import django

django.setup()

# Models may be imported now.
from modules.gallery.services import arriving, reading  # noqa: E402
from safelight import jobs  # noqa: E402
from safelight.jobs import claims, runner  # noqa: E402
from safelight.storage import objects  # noqa: E402

# Where the function is looked up, its name, and whether the worker dies after it, or before.
POINTS: dict[str, tuple[Any, str, bool]] = {
    "before the bytes are taken": (type(objects.from_environment()), "adopt", False),
    "when the bytes are taken": (type(objects.from_environment()), "adopt", True),
    "when one rendition is stored": (reading, "_keep", True),
    "before the decision": (arriving, "arrive", False),
    "before the commit": (jobs, "heartbeat", True),
    "after the commit": (claims, "finish", False),
}
IN_A_BUCKET = {"when one object is stored": (type(objects.from_environment()), "_put", True)}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(function: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not after:
            die()
        function(*args, **kwargs)
        return die()

    return wrapped


if __name__ == "__main__":
    if point := os.environ.get("KILL_AT"):
        home, name, is_after = (POINTS | IN_A_BUCKET)[point]
        setattr(home, name, dying(getattr(home, name), after=is_after))
    runner.serve("ingest", seconds=60)
