"""The owners of a studio, and what the platform writes to them in its own name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import QuerySet

from safelight import outbox
from safelight.accounts.models import Person
from safelight.outbox import brand as brands
from tenants.context import tenant_context
from tenants.models import Studio


def owners() -> QuerySet[Person]:
    """Owners who can come in, in the studio that we are in."""
    found: QuerySet[Person] = Person.objects.filter(
        member__role__is_owner=True, disabled_at=None
    ).order_by("pk")
    return found


def tell(
    *, studio: Studio, key: str, template: str, context: Callable[[Person], Mapping[str, object]]
) -> int:
    """Post the mail once to each owner, as ``key`` makes it; how many owners there are.

    ``context`` says what it needs for one of them. Inside the transaction that it tells of.
    """
    with tenant_context(studio):
        brand = brands.of_platform(studio)
        found = list(owners())
        for owner in found:
            outbox.post(
                key=f"{key} {owner.pk}"[:200], to=owner.email, to_name=owner.name,
                template=template, context=context(owner), language=owner.language or None,
                brand=brand,
            )  # fmt: skip
    return len(found)
