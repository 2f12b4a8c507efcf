"""Plans, and what each studio has. In the public schema."""

from __future__ import annotations

from safelight.billing.models.plans import Interval, Plan, PlanVersion, Price
from safelight.billing.models.subscriptions import (
    Invoice,
    ModuleEnding,
    ModuleGrant,
    Subscription,
)

__all__ = [
    "Interval",
    "Invoice",
    "ModuleEnding",
    "ModuleGrant",
    "Plan",
    "PlanVersion",
    "Price",
    "Subscription",
]
