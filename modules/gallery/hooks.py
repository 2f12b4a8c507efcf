"""What galleries ask of modules above them."""

from __future__ import annotations

from safelight.kernel import hooks as kernel_hooks
from safelight.kernel.hookspecs import spec


@spec
def ordered_photo_ids(visitor_id: int, photo_ids: list[int]) -> set[int]:  # type: ignore[empty-body]
    """Which of these photos the visitor has ordered, in orders that were not cancelled."""


def ordered_photos(modules: frozenset[str], *, visitor_id: int, photo_ids: list[int]) -> set[int]:
    """The union of all answers to ``ordered_photo_ids``."""
    answers: list[set[int]] = kernel_hooks.call(
        modules, "ordered_photo_ids", visitor_id=visitor_id, photo_ids=photo_ids
    )
    return set().union(*answers)
