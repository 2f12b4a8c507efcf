"""B7: a gallery from a booking, with all that was agreed when it was booked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.models import Booking
from modules.bookings.services.galleries import creating
from modules.commerce import facade as commerce
from modules.gallery.models import Authorization, Gallery
from safelight.accounts.models import Person
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour
from tests.support import world

pytestmark = pytest.mark.usefixtures("inside_acme")
TERMS: dict[str, Any] = {
    "mode": "final_edits", "included": 3, "upsell": True, "extra_price": 1500, "gallery_days": 30,
}  # fmt: skip


@pytest.fixture
def booking(inside_acme: Studio) -> Booking:
    portrait, package = making.offered(**TERMS)
    return making.booked(portrait, package, free_hour())


def _gallery(booking: Booking, by: Person) -> Gallery:
    return creating.create(booking=booking, by=by, at=timezone.now())


def test_it_brings_client_deliverables_and_upsell(booking: Booking, alice: Person) -> None:
    made = _gallery(booking, alice)
    facts = commerce.deliverables_of([made.pk])[made.pk]
    assert (facts.mode, facts.included) == ("final_edits", 3)
    listed = Authorization.objects.get(gallery=made, client__person__email="carla@example.org")
    assert listed.originals == "all"
    assert Authorization.objects.get(gallery=made, client=None, enter=True, code="").is_anybody
    assert len(Authorization.objects.exclude(code="").get(gallery=made).code) == 8


def test_it_makes_one_however_often_somebody_clicks(
    booking: Booking, alice: Person, inside_acme: Studio
) -> None:
    browser = world.browser(inside_acme, alice)
    for _click in range(2):
        page = browser.post(f"/studio/bookings/{booking.public_id}/gallery/")
        assert page.status_code == 302
    assert Gallery.objects.filter(title__contains="Carla Client").count() == 1


def test_b7_a_it_leaves_a_gallery_alone_when_the_session_type_changes(
    booking: Booking, alice: Person
) -> None:
    portrait = booking.session_type
    portrait.included, portrait.mode = 99, "soft_proofing"
    portrait.save()
    made = _gallery(booking, alice)
    portrait.included = 1
    portrait.save()
    facts = commerce.deliverables_of([made.pk])[made.pk]
    assert (facts.mode, facts.included) == ("final_edits", 3)


def test_b7_b_it_shows_a_draft_to_nobody_and_mails_nothing(
    booking: Booking, alice: Person, inside_acme: Studio
) -> None:
    before = OutgoingMessage.objects.count()
    made = _gallery(booking, alice)
    page = world.browser(inside_acme).get(f"/galleries/{made.public_id}/")
    assert page.status_code in (302, 403, 404)
    assert "Carla Client" not in page.content.decode()
    assert OutgoingMessage.objects.count() == before


def test_b7_g_it_gives_new_galleries_the_expiry_of_now(booking: Booking, alice: Person) -> None:
    made = _gallery(booking, alice)
    assert made.choose_until == booking.ends_at + timedelta(days=30)
    booking.session_type.gallery_days = None
    booking.session_type.save()
    again = making.booked(booking.session_type, booking.package, free_hour(28))
    assert _gallery(again, alice).choose_until is None
    made.refresh_from_db()
    assert made.choose_until is not None


def test_it_links_both_ways(booking: Booking, alice: Person, inside_acme: Studio) -> None:
    made, browser = _gallery(booking, alice), world.browser(inside_acme, alice)
    of_booking = _html(browser, f"/studio/bookings/{booking.public_id}/")
    assert f"/studio/galleries/{made.public_id}/" in of_booking
    of_gallery = _html(browser, f"/studio/galleries/{made.public_id}/")
    assert f"/studio/bookings/{booking.public_id}/" in of_gallery


def test_it_has_no_gallery_while_it_is_only_asked_for(alice: Person) -> None:
    portrait, package = making.offered(approve_first=True)
    asked = making.booked(portrait, package, free_hour())
    with pytest.raises(creating.NoGalleryNow):
        _gallery(asked, alice)


def _html(browser: Browser, path: str) -> str:
    return browser.get(path).content.decode()
