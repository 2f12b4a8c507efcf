"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.takeout import Takeout

TAKEOUT = Takeout(
    stays={
        "api.IdempotencyRecord": "Answers kept for a day for programs that ask twice.",
    },
)
