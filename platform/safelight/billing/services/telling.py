"""Mails about the plan to a studio's owners. They are the platform's, and look like it."""

from __future__ import annotations

from collections.abc import Mapping

from safelight import outbox
from safelight.accounts.models import Person
from safelight.outbox import brand as brands
from tenants.context import tenant_context
from tenants.models import Studio


def tell_owners(*, studio: Studio, key: str, template: str, context: Mapping[str, object]) -> None:
    """Post ``template`` once to each owner; call it in a transaction.

    ``key`` makes it once, however often it is asked.
    """
    with tenant_context(studio):
        brand = brands.of_platform(studio)
        owners = Person.objects.filter(member__role__is_owner=True, disabled_at=None)
        for owner in owners.order_by("pk"):
            outbox.post(
                key=f"{key} {owner.pk}"[:200],
                to=owner.email,
                to_name=owner.name,
                template=template,
                context={**context, "person": owner, "studio_name": studio.name},
                language=owner.language or None,
                brand=brand,
            )
