"""A worker that serves a queue, and kills itself at the point that ``KILL_AT`` names."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

# Models may be imported now.
from modules.commerce.services.delivery import delivering, outcomes  # noqa: E402
from modules.commerce.services.orders import mails  # noqa: E402
from safelight.jobs import claims, runner  # noqa: E402

# Where the function is looked up, its name, and whether the worker dies after it, or before.
POINTS: dict[str, tuple[Any, str, bool]] = {
    "before the items change": (delivering, "_settle", False),
    "when the items have changed": (outcomes, "settle_fulfilment", True),
    "when the mail is in the outbox": (mails, "order_delivered", True),
    "after the commit": (claims, "finish", False),
}


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
        home, name, is_after = POINTS[point]
        setattr(home, name, dying(getattr(home, name), after=is_after))
    runner.serve(sys.argv[1], seconds=60)
