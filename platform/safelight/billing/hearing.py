"""News of the platform's own account at Stripe: a doorbell for the studio whose customer it is."""

from __future__ import annotations

from collections.abc import Mapping

from safelight import jobs
from safelight.billing.models import Subscription
from tenants.context import tenant_context
from tenants.models import Studio

LOOK = "billing.look"


def hear(names: Mapping[str, str]) -> str:
    """Ask for a look at what is true now; the reason where nobody is concerned."""
    customer = names.get("customer", "")
    rows = Subscription.objects.select_related("studio").filter(stripe_customer=customer)
    found = rows.first() if customer else None
    if found is None:
        return "The customer is no studio's."
    if found.studio.state == Studio.State.CLOSING:
        return "The studio is being erased."
    ask_to_look(found.studio)
    return ""


def ask_to_look(studio: Studio) -> None:
    """One look at a time; asked for while one runs, another follows."""
    with tenant_context(studio):
        jobs.enqueue(LOOK, key="look")
