"""One mail about a cart that was left, to whoever is signed in; where the studio wants that."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from modules.commerce.models import Cart
from safelight import outbox
from safelight.outbox import kinds, wordings

LEFT, FORGOTTEN = timedelta(days=1), timedelta(days=7)


def remind(*, at: datetime) -> None:
    """Once for each cart until something of it is ordered; older ones are left alone.

    A typed address is none: anybody may have typed somebody else's.
    """
    if wordings.is_off(kinds.find("cart_waits")):
        return
    left = Cart.objects.filter(
        updated_at__lte=at - LEFT, updated_at__gt=at - FORGOTTEN, items__isnull=False,
        visitor__person__isnull=False, visitor__person__disabled_at=None,
    ).select_related("visitor__person").distinct()  # fmt: skip
    for cart in left:
        person = cart.visitor.person
        assert person is not None
        with transaction.atomic():  # The outbox asks for one.
            outbox.post(
                key=f"commerce.cart:{cart.pk}:{cart.placement_key}", to=person.email,
                to_name=person.name, template="cart_waits",
                context={"count": cart.items.count(), "path": reverse("commerce_site:cart")},
                language=person.language or None,
            )  # fmt: skip
