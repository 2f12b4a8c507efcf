"""Mails that the clock asks for: once each, where the studio has switched them on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from modules.commerce.models import Cart
from modules.commerce.services.carts import reminding as of_carts
from modules.gallery.models import AccessEntry, Gallery, Pick, Sending, SendingRecipient
from modules.gallery.services import authorizations, presets, reminding
from modules.gallery.services.authorizations import Address
from safelight.accounts.models import Client, Person, Visitor
from safelight.outbox import kinds, stops, wordings
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.commerce.factories import customer, fill, shop

NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    found = shop(carla)
    Gallery.objects.filter(pk=found.pk).update(published_at=NOW - 20 * DAY)
    rights = presets.preset(found.preset).default_row
    address = Address(email=carla.email)
    authorizations.add_clients(gallery=found, addresses=[address], rights=rights)
    return found


def switch_on(*names: str) -> None:
    for name in names:
        wordings.switch(mail=kinds.find(name), on=True)


def told(template: str, at: datetime = NOW) -> list[OutgoingMessage]:
    """What it says after the clock has asked twice."""
    reminding.remind(at=at)
    reminding.remind(at=at)
    of_carts.remind(at=at)
    of_carts.remind(at=at)
    return list(OutgoingMessage.objects.filter(template=template).exclude(state="withheld"))


def test_it_says_that_the_time_to_choose_ends_and_then_that_it_is_over(gallery: Gallery) -> None:
    Gallery.objects.filter(pk=gallery.pk).update(choose_until=NOW + 2 * DAY)
    assert told("gallery_ends") == []
    switch_on("gallery_ends", "gallery_ended")
    (mail,) = told("gallery_ends")
    assert (mail.to_email, mail.unsubscribe) == ("carla@example.org", "reminders")
    assert told("gallery_ended") == []
    (mail,) = told("gallery_ended", NOW + 3 * DAY)
    assert "is over" in mail.subject


def test_it_writes_no_reminder_to_whoever_unsubscribed(gallery: Gallery) -> None:
    switch_on("gallery_ends")
    Gallery.objects.filter(pk=gallery.pk).update(choose_until=NOW + DAY)
    stops.stop(email="carla@example.org", what="reminders", reason="asked", at=NOW)
    assert told("gallery_ends") == []


def test_it_reminds_of_a_gallery_that_nobody_looked_at(gallery: Gallery, alice: Person) -> None:
    switch_on("gallery_not_visited")
    sending = Sending.objects.create(
        gallery=gallery, subject="x", message="y", sent_by=alice, at=NOW - 8 * DAY
    )
    client = Client.objects.get(person__email="carla@example.org")
    SendingRecipient.objects.create(sending=sending, client=client)
    entry = AccessEntry.objects.create(
        gallery=gallery, via="client", email="carla@example.org", at=NOW
    )
    assert told("gallery_not_visited") == []
    entry.delete()
    Gallery.objects.filter(pk=gallery.pk).update(closes_at=NOW - DAY)
    assert told("gallery_not_visited") == [], "nobody is sent to a closed door"
    Gallery.objects.filter(pk=gallery.pk).update(closes_at=None)
    assert len(told("gallery_not_visited")) == 1


def test_it_tells_of_the_first_view_and_not_of_the_teams(gallery: Gallery, alice: Person) -> None:
    switch_on("gallery_first_view")
    first = AccessEntry.objects.create(gallery=gallery, via="team", email=alice.email, at=NOW)
    assert told("gallery_first_view") == []
    AccessEntry.objects.filter(pk=first.pk).update(email="carla@example.org")
    (mail,) = told("gallery_first_view")
    assert "carla@example.org has opened" in mail.subject


def test_it_tells_of_favourites_once_somebody_is_done(gallery: Gallery, carla: Person) -> None:
    switch_on("gallery_picked")
    visitor, _made = Visitor.objects.get_or_create(person=carla)
    photo = gallery.placements.all()[0].photo
    pick = Pick.objects.create(photo=photo, visitor=visitor, at=NOW)
    assert told("gallery_picked") == []
    Pick.objects.filter(pk=pick.pk).update(at=NOW - 2 * HOUR)
    (mail,) = told("gallery_picked")
    assert "has picked 1 photo" in mail.subject


def test_it_reminds_of_a_cart_of_somebody_who_signed_in(gallery: Gallery, carla: Person) -> None:
    switch_on("cart_waits")
    fill(customer(carla), gallery)
    assert told("cart_waits") == []
    Cart.objects.update(updated_at=NOW - 2 * DAY)
    assert len(told("cart_waits")) == 1
    Cart.objects.update(placement_key="new")
    Cart.objects.update(updated_at=NOW - 8 * DAY)
    assert len(told("cart_waits")) == 1
