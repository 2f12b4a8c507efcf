"""Telling owners in time that their storage fills up."""

from __future__ import annotations

from safelight.billing.services import standing, telling
from safelight.uploads import room
from tenants.context import tenant_context
from tenants.models import Studio

STEPS = (95, 80)


def watch(*, studio: Studio) -> int:
    """One mail for each of ``STEPS`` that was reached since the use was below it; which one."""
    with tenant_context(studio):
        use = room.use()
    reached = next((step for step in STEPS if use.percent >= step), 0)
    subscription = standing.of(studio)
    if subscription is None or subscription.told_percent == reached:
        return 0
    with standing.changing(studio) as found:
        is_more = reached > found.told_percent
        found.told_percent = reached
        found.save(update_fields=["told_percent"])
        if is_more and use.limit is not None:
            telling.tell_owners(
                studio=studio,
                key=f"plan storage {reached} {found.changed_at:%Y-%m-%dT%H:%M} {use.used}",
                template="plan_storage",
                context={
                    "percent": use.percent, "used": use.used, "left": use.left or 0,
                    "limit": use.limit,
                },
            )  # fmt: skip
    return reached if is_more else 0
