"""Placing orders one after the other; loaded once Django is set up (see ``tests.infra.buying``)."""

from __future__ import annotations

import json
import time
from uuid import uuid4

from django.utils import timezone

from modules.gallery.models import Batch, Gallery
from safelight.accounts.models import ApiToken, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce import factories

# Between two orders: as many as a busy evening has, not as many as fit.
PAUSE_SECONDS = 0.1


def buy(address: str, client: str) -> None:
    """Say a token and a batch for uploads, then the public id of each order; never ends."""
    with tenant_context(Studio.objects.get(address=address)):
        gallery = Gallery.objects.get()
        owner = Person.objects.get(member__role__is_owner=True)
        _token, secret = ApiToken.issue(owner, name="Busy")
        batch = Batch.objects.create(gallery=gallery, made_by=owner, made_at=timezone.now())
        print(json.dumps({"token": secret, "batch": batch.public_id}), flush=True)  # noqa: T201
        who = factories.customer(Person.objects.get(email=client))
        photos = factories.photos_of(gallery)[-1:]
        while True:
            factories.fill(who, gallery, photos)
            order = factories.place(who, key=uuid4().hex)
            print(order.public_id, flush=True)  # noqa: T201 - the one who started this reads it
            time.sleep(PAUSE_SECONDS)
