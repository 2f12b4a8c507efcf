"""A worker that serves a queue, and kills itself at the point that ``KILL_AT`` names."""

from __future__ import annotations

import os
import sys
from typing import Any

import django

django.setup()

# Models may be imported now.
from modules.commerce.services.paying import effects, mails, refunding, settling  # noqa: E402
from safelight.jobs import claims, runner  # noqa: E402
from tests.commerce.worker import dying  # noqa: E402

# Where the function is looked up, its name, and whether the worker dies after it, or before.
PAYING: dict[str, tuple[Any, str, bool]] = {
    "after Stripe's answer": (settling, "settle", False),
    "when the order is paid": (effects, "paid", True),
    "when the receipt is in the outbox": (mails, "paid", True),
    "after the commit": (claims, "finish", False),
}
REFUNDING: dict[str, tuple[Any, str, bool]] = {
    "when Stripe has given it back": (refunding, "_settle", False),
    "when the mail is in the outbox": (mails, "refunded", True),
    "after the commit": (claims, "finish", False),
}

if __name__ == "__main__":
    home, name, is_after = {**PAYING, **REFUNDING}[os.environ["KILL_AT"]]
    setattr(home, name, dying(getattr(home, name), after=is_after))
    runner.serve(sys.argv[1], seconds=60)
