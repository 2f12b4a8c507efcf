"""Delivering by itself what becomes FINAL, where the gallery says so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import Delivery, Order
from modules.commerce.services.delivery import recalculating
from modules.gallery.models import Gallery
from modules.gallery.services import photos as gallery_photos
from safelight.accounts.models import Person
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import customer, mails, photos_of, place, shop


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    return shop(carla, photos=20, deliver_when_final=True)


def _finish(gallery: Gallery) -> None:
    """Each photo by itself, as retouched files arrive."""
    for photo in photos_of(gallery):
        gallery_photos.set_state(photo_ids=[photo.pk], state="FINAL")


def _later() -> None:
    """Whatever was asked for so far, and then what waits a little."""
    drain()
    drain(delayed=True)


def test_it_sends_one_mail_for_twenty_that_become_final(order: Order, gallery: Gallery) -> None:
    _finish(gallery)
    _later()
    order.refresh_from_db()
    assert order.fulfilment == "fulfilled"
    assert Delivery.objects.count() == 1
    (mail,) = mails("order_delivered")
    assert mail.subject.startswith("20 photos")


def test_it_waits_a_little_for_more(order: Order, gallery: Gallery) -> None:
    _finish(gallery)
    drain()
    assert Job.objects.filter(kind="commerce.deliver_automatically", state="queued").count() == 1
    assert mails("order_delivered") == []


def test_it_sends_nothing_when_the_job_runs_again(order: Order, gallery: Gallery) -> None:
    _finish(gallery)
    _later()
    _finish(gallery)
    gallery_photos.set_state(photo_ids=[photos_of(gallery)[0].pk], state="PROOF")
    _later()
    assert len(mails("order_delivered")) == 1


def test_it_leaves_galleries_alone_that_are_delivered_by_hand(
    inside_acme: Studio, carla: Person
) -> None:
    by_hand = shop(carla)
    place(customer(carla), by_hand)
    _finish(by_hand)
    _later()
    assert mails("order_delivered") == []


def test_it_gives_at_once_what_is_final_when_it_is_ordered(gallery: Gallery, carla: Person) -> None:
    _finish(gallery)
    place(customer(carla), gallery)
    drain()
    assert len(mails("order_delivered")) == 1


def test_it_gives_nothing_that_somebody_has_given_already(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    _finish(gallery)
    recalculating.recalculate(order=order, by=alice, at=timezone.now())
    order.items.update(state="problem", problem="Somebody is looking at it.")
    Order.objects.update(life="cancelled")
    _later()
    assert mails("order_delivered") == []
