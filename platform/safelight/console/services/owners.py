"""Telling a studio's owners, in the platform's name."""

from __future__ import annotations

from collections.abc import Mapping

from safelight.accounts.models import Person
from safelight.outbox import brand, post
from tenants.context import tenant_context
from tenants.models import Studio


def tell(*, studio: Studio, key: str, template: str, context: Mapping[str, object]) -> int:
    """Post the mail to every owner; how many. Inside the transaction that it tells of."""
    with tenant_context(studio):
        owners = Person.objects.filter(member__role__is_owner=True, disabled_at=None)
        for owner in owners:
            post(
                key=f"{key} {owner.pk}", to=owner.email, to_name=owner.name, template=template,
                context={**context, "name": owner.name, "studio_name": studio.name},
                language=owner.language or None, brand=brand.of_platform(studio),
            )  # fmt: skip
        return len(owners)
