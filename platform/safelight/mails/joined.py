"""Telling the team which clients have joined: an invitation taken up, a password chosen."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from safelight.accounts.models import Client, OneTimeLink
from safelight.mails import team

# More than the hour between two looks, so that a night without a worker loses nobody.
RECENT = timedelta(hours=26)


def tell(*, at: datetime) -> None:
    """One mail for each client who joined lately, known by its key."""
    used = OneTimeLink.objects.filter(
        purpose=OneTimeLink.Purpose.INVITATION, used_at__gt=at - RECENT, used_at__lte=at
    )
    for client in Client.objects.filter(person__links__in=used).select_related("person"):
        with transaction.atomic():  # The outbox asks for one.
            team.tell(
                key=f"client_joined:{client.person.public_id}", template="client_joined",
                context={
                    "person": client.person,
                    "path": reverse("people:client", args=[client.public_id]),
                },
                related=("client", client.public_id),
            )  # fmt: skip
