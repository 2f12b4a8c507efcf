"""Plans as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.billing.models import Invoice, Subscription
from safelight.billing.services import standing
from tenants import limits
from tenants.context import public_context
from tenants.limits import Limits
from tenants.models import Studio


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the studio stands on; ``subscription`` is None where nobody sold it anything."""

    subscription: Subscription | None
    limits: Limits
    invoices: tuple[Invoice, ...]


def shown(studio: Studio) -> Shown:
    """The page *Plan* of one studio."""
    with public_context():
        return Shown(
            subscription=standing.of(studio),
            limits=limits.of(studio),
            invoices=tuple(Invoice.objects.filter(studio=studio.pk)[:24]),
        )
