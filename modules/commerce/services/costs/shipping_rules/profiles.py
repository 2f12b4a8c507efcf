"""Shipping profiles and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from modules.commerce.models import ShippingPrice, ShippingProfile
from safelight.kernel import sequence

FIELDS = frozenset({"name", "kind", "instructions", "tax_profile"})

# (id of a tier, id of a territory; None: Default)
Place = tuple[int, int | None]


def create(**fields: Any) -> ShippingProfile:
    """A profile without prices, last in the order."""
    last = ShippingProfile.objects.aggregate(last=Max("position"))["last"]
    made: ShippingProfile = ShippingProfile.objects.create(
        position=0 if last is None else last + 1, **_known(fields)
    )
    return made


def change(*, profile: ShippingProfile, prices: Mapping[Place, int | None], **fields: Any) -> None:
    """Change a profile and all its prices; places without a price are not served.

    Orders that were placed keep what they were placed with.
    """
    # What it is and what it costs are one form.
    with transaction.atomic():
        ShippingProfile.objects.select_for_update().get(pk=profile.pk)
        for name, value in _known(fields).items():
            setattr(profile, name, value)
        if fields:
            profile.save(update_fields=list(fields))
        profile.prices.all().delete()
        ShippingPrice.objects.bulk_create(
            ShippingPrice(profile=profile, tier_id=tier, territory_id=territory, amount=amount)
            for (tier, territory), amount in prices.items()
            if amount is not None
        )


def withdraw(*, profile: ShippingProfile, at: datetime) -> None:
    """Offer it no more; carts that chose it go another way and say so."""
    _set_withdrawn(profile, at)


def restore(*, profile: ShippingProfile) -> None:
    _set_withdrawn(profile, None)


def step(*, profile: ShippingProfile, later: bool) -> None:
    """Put a profile one place earlier or later; clients see them in this order."""
    with transaction.atomic():  # Positions change together.
        row = {each.public_id: each for each in ShippingProfile.objects.select_for_update()}
        spot = sequence.step(list(row), [profile.public_id], later=later)
        if spot is None:
            return
        for position, key in enumerate(sequence.moved(list(row), [profile.public_id], spot)):
            row[key].position = position
        ShippingProfile.objects.bulk_update(row.values(), ["position"])


def _set_withdrawn(profile: ShippingProfile, at: datetime | None) -> None:
    profile.withdrawn_at = at
    profile.save(update_fields=["withdrawn_at"])


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"Not fields of a shipping profile: {', '.join(sorted(unknown))}")
    return fields
