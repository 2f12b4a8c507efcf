from __future__ import annotations

from safelight.kernel.hookspecs import spec


@spec
def dummy_question(word: str) -> str | None:
    """What somebody has to say to a word."""
