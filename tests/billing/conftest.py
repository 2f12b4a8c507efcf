"""Studios with plans."""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client as Browser

from modules.gallery.models import Batch
from safelight.accounts.models import Person
from safelight.billing.models import Plan, Subscription
from safelight.billing.services import trials
from safelight.payments import Stripe
from safelight.uploads import services
from safelight.uploads.models import Upload
from tenants.models import Studio
from tests.gallery.factories import make_gallery
from tests.stripe_double import Post, StripeDouble
from tests.stripe_double.server import API_KEY, SECRET

# A Monday, at noon.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def trying(acme: Studio) -> Subscription:
    """Acme tries the platform since noon."""
    subscription = trials.begin(studio=acme, at=NOON)
    assert subscription is not None
    return subscription


@pytest.fixture
def stripe(settings: Any) -> Iterator[StripeDouble]:
    """The platform's keys lead to the double."""
    with StripeDouble() as double:
        settings.STRIPE = Stripe(API_KEY, SECRET, address=double.address)
        yield double


@pytest.fixture
def post(stripe: StripeDouble) -> Post:
    """Webhooks reach the platform's host."""
    browser = Browser(headers={"host": project.PLATFORM_HOST})

    def deliver(body: bytes, signature: str) -> int:
        return browser.post(
            "/webhooks/stripe/", body, content_type="application/json",
            headers={"stripe-signature": signature},
        ).status_code  # fmt: skip

    return Post(stripe, deliver)


@pytest.fixture
def starter(db: None) -> Plan:
    return Plan.objects.get(code="starter")


def make_batch(owner: Person) -> Batch:
    """A batch of a new gallery, for uploads of this member."""
    made: Batch = Batch.objects.create(gallery=make_gallery(), made_by=owner, made_at=NOON)
    return made


def begin(owner: Person, batch: Batch, length: int | None) -> Upload:
    """An upload of so many bytes into the batch."""
    words = {"batch": batch.public_id, "filename": f"{secrets.token_hex(4)}.jpg"}
    header = ",".join(f"{k} {b64encode(v.encode()).decode()}" for k, v in words.items())
    return services.begin(
        owner=owner, purpose="gallery.batch", length=length, metadata_header=header, at=NOON
    )
