"""What clients ask for themselves, as tasks of the team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from safelight.accounts.models import Client
from safelight.privacy.models import Wish
from safelight.privacy.models.wishes import DUE_AFTER


def ask(*, client: Client, kind: str, at: datetime) -> Wish:
    """One open task of each kind; asking again gives the same."""
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        found: Wish | None = Wish.objects.filter(client=client, kind=kind, settled_at=None).first()
        if found is not None:
            return found
        made: Wish = Wish.objects.create(
            client=client, kind=Wish.Kind(kind), asked_at=at, due_at=at + DUE_AFTER
        )
    return made


def settle(*, wish: Wish, at: datetime) -> None:
    """It was answered in another way, such as by a letter."""
    # When it was answered first is what counts.
    Wish.objects.filter(pk=wish.pk, settled_at=None).update(settled_at=at)


def open_ones() -> QuerySet[Wish]:
    """The soonest due first."""
    found = Wish.objects.filter(settled_at=None).select_related("client__person")
    return found.order_by("due_at", "pk")
