"""Tiers: size classes of goods, the later of which sets the price of a parcel."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from modules.commerce.models import ShippingTier
from safelight.kernel import sequence
from safelight.kernel.errors import Refusal

# Priorities are unique at every moment, so all move out of the way before they are dealt anew.
_OUT_OF_THE_WAY = 1_000_000


class TierInUse(Refusal):
    """Goods have the tier that was to be deleted."""

    code = "tier_in_use"


def create(*, name: str) -> ShippingTier:
    """A tier above all others."""
    with transaction.atomic():  # Two at once must not get one priority.
        rows = list(ShippingTier.objects.select_for_update())
        highest = rows[-1].priority if rows else 0
        made: ShippingTier = ShippingTier.objects.create(name=name, priority=highest + 1)
    return made


def rename(*, tier: ShippingTier, name: str) -> None:
    tier.name = name
    tier.save(update_fields=["name"])


def delete(*, tier: ShippingTier) -> None:
    """Delete a tier and the prices for it. Raises ``TierInUse`` while goods have it."""
    try:
        tier.delete()
    except ProtectedError:
        sentence = _("Price lists or prices have the tier “%(name)s”. Give them another first.")
        raise TierInUse(sentence % {"name": tier.name}) from None


def step(*, tier: ShippingTier, later: bool) -> None:
    """Put a tier one place earlier or later: later means larger, and sets the price."""
    with transaction.atomic():  # Priorities change together.
        row = {each.public_id: each for each in ShippingTier.objects.select_for_update()}
        spot = sequence.step(list(row), [tier.public_id], later=later)
        if spot is None:
            return
        order = sequence.moved(list(row), [tier.public_id], spot)
        for start in (_OUT_OF_THE_WAY, 1):
            for priority, key in enumerate(order, start):
                row[key].priority = priority
                row[key].save(update_fields=["priority"])
