"""Hooks that the platform itself asks. Each has one docstring and at least two answerers."""

from __future__ import annotations

import pluggy

spec = pluggy.HookspecMarker("safelight")


@spec
def merge_visitor(source_id: int, target_id: int) -> None:
    """Move what visitor ``source_id`` kept (picks, a cart) to visitor ``target_id``.

    Asked in the transaction in which somebody signs in. Where both have said something of the
    same file, the target's word stands.
    """
