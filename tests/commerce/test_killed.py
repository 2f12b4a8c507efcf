"""A worker that dies in the middle of a delivery whose files had to be made."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.utils import timezone

from modules.commerce.models import Delivery, Order
from modules.commerce.services.delivery import delivering, recalculating
from safelight.accounts.models import Person
from safelight.jobs import doorbell
from safelight.outbox.models import DomainEvent
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.committing import expire_leases, forget_jobs, serve, worker
from tests.commerce.factories import (
    customer,
    mails,
    make_format,
    photos_of,
    place,
    shop,
)
from tests.commerce.worker import POINTS


@pytest.fixture
def order(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Order]:
    """Two FINAL photos, ordered in a format that has to be made; the delivery has begun."""
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        carla = Person.objects.get(email="carla@example.org")
        gallery = shop(carla, photos=2, stored=True, order_format=make_format())
        made = place(customer(carla), gallery)
        for photo in photos_of(gallery):
            photo.state = "FINAL"
            photo.save(update_fields=["state"])
        recalculating.recalculate(order=made, by=None, at=timezone.now())
        delivering.deliver_ready(
            order=made, by=Person.objects.get(email="alice@example.org"), at=timezone.now()
        )
        yield made
    forget_jobs()


def _killed_and_taken_over(order: Order, point: str) -> None:
    assert mails("order_delivered") == []
    # The files are made, and a job asks to finish the batch.
    assert worker("ingest").wait(60) == 0
    assert worker("default", KILL_AT=point).wait(60) == -signal.SIGKILL
    expire_leases()
    serve()
    assert set(order.items.values_list("state", flat=True)) == {"delivered"}
    assert Delivery.objects.get().finished_at is not None
    (mail,) = mails("order_delivered")
    assert mail.subject.startswith("2 photos")
    assert DomainEvent.objects.filter(name="commerce.OrderDelivered").count() == 1


@pytest.mark.fault
@pytest.mark.parametrize("point", POINTS)
def test_it_loses_nothing_and_sends_nothing_twice(order: Order, point: str) -> None:
    _killed_and_taken_over(order, point)


@pytest.mark.fault
def test_it_would_never_arrive_without_a_lease(order: Order) -> None:
    with override_settings(RELIABILITY_DISABLE={"lease"}), pytest.raises(AssertionError):
        _killed_and_taken_over(order, "when the items have changed")
    assert mails("order_delivered") == []


@pytest.mark.fault
def test_it_finishes_a_batch_that_nobody_told_of_its_files(order: Order) -> None:
    assert worker("ingest").wait(60) == 0
    forget_jobs()  # As if the news had been overtaken by the delivery's own commit.
    later = timezone.now()
    delivering.go_on_with_all(older_than=later, at=later)
    assert Delivery.objects.get().finished_at is not None
    assert len(mails("order_delivered")) == 1
