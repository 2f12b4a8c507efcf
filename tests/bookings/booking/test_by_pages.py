"""A client books by the pages of the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.models import Booking
from modules.bookings.services.contracts import signing
from safelight.jobs import testing as jobs
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.bookings import calendars
from tests.bookings.booking import making
from tests.bookings.booking.making import choose, free_hour
from tests.support import world


@pytest.fixture
def visitor(inside_acme: Studio) -> Browser:
    return world.browser(inside_acme)


def _follow(browser: Browser, response: Any) -> Any:
    """To where a chain of redirects ends."""
    while response.status_code == 302:
        response = browser.get(response["Location"])
    return response


def test_it_leads_from_the_first_page_to_a_booking(visitor: Browser) -> None:
    portrait, _package = making.offered()
    assert portrait.title in visitor.get("/").content.decode()
    assert "Find your time" in visitor.get(f"/book/{portrait.slug}/").content.decode()
    page = _follow(visitor, choose(visitor, portrait, free_hour()))
    booking = Booking.objects.get()
    assert page.request["PATH_INFO"] == f"/booking/{booking.key}/details/"
    _follow(visitor, visitor.post(page.request["PATH_INFO"], making.WHO))
    page = _follow(visitor, visitor.post(f"/booking/{booking.key}/finish/"))
    booking.refresh_from_db()
    assert (booking.state, booking.name) == ("booked", making.WHO["name"])
    assert "Add to your calendar" in page.content.decode()


def test_it_asks_questions_and_a_signature_before_it_is_booked(visitor: Browser) -> None:
    portrait, _package = making.offered()
    making.with_contract(portrait)
    question = making.with_question(portrait, required=True)
    choose(visitor, portrait, free_hour())
    booking = Booking.objects.get()
    own = f"/booking/{booking.key}/"
    visitor.post(f"{own}details/", making.WHO)
    assert visitor.post(f"{own}finish/")["Location"] == f"{own}questions/"
    assert visitor.post(f"{own}questions/", {}).status_code == 400
    visitor.post(f"{own}questions/", {f"q-{question.public_id}": "Blue"})
    page = visitor.get(f"{own}contract/").content.decode()
    seen = signing.contract_of(_again(booking), at=timezone.now()).sha256
    assert "Between Studio" in page
    assert seen in page
    assert (
        visitor.post(f"{own}contract/", {"seen": seen, "signed_name": "Carla"}).status_code == 400
    )
    signed = {
        "seen": seen,
        "signed_name": "Carla Client",
        "agrees": "on",
        "drawn": "[[[1,2],[9,9]]]",
    }
    assert visitor.post(f"{own}contract/", signed).status_code == 302
    visitor.post(f"{own}finish/")
    assert _again(booking).state == "booked"
    assert _again(booking).answer_sheets.get().answers[0]["answer"] == "Blue"


def test_it_mails_a_confirmation_with_a_calendar_entry_and_the_contract(visitor: Browser) -> None:
    portrait, package = making.offered()
    making.with_contract(portrait)
    booking = making.held(portrait, package, free_hour())
    _sign(booking)
    visitor.post(f"/booking/{booking.key}/finish/")
    jobs.drain()
    mail = OutgoingMessage.objects.get(key__startswith="bookings.confirmation:")
    names = [each["name"] for each in mail.attachments]
    assert mail.to_email == "carla@example.org"
    assert names == ["session.ics", "contract.pdf"]
    assert OutgoingMessage.objects.filter(key__startswith="bookings.team.booked:").count() == 1


def test_it_tells_the_second_of_two_clients_at_once(visitor: Browser, inside_acme: Studio) -> None:
    mini = calendars.mini(slots=3, date=free_hour().date())
    first, second, _third = _slots(mini)
    choose(visitor, mini, first)
    page = choose(world.browser(inside_acme), mini, first)
    assert page.status_code == 409
    assert second.public_id in page.content.decode()
    assert Booking.objects.count() == 1


def test_it_keeps_what_was_typed_when_the_time_is_over(visitor: Browser) -> None:
    portrait, _package = making.offered()
    choose(visitor, portrait, free_hour())
    booking = Booking.objects.get()
    Booking.objects.update(held_until=timezone.now())
    visitor.post(f"/booking/{booking.key}/details/", making.WHO)
    page = visitor.get(f"/booking/{booking.key}/")
    assert page.status_code == 410
    assert "Take the same time again" in page.content.decode()
    _follow(visitor, visitor.post(f"/booking/{booking.key}/again/"))
    again = Booking.objects.order_by("-pk")[0]
    assert again.pk != booking.pk
    assert (again.state, again.email) == ("held", making.WHO["email"])


def test_it_asks_the_studio_first_where_that_is_its_rule(visitor: Browser) -> None:
    portrait, package = making.offered(approve_first=True)
    booking = making.held(portrait, package, free_hour())
    page = _follow(visitor, visitor.post(f"/booking/{booking.key}/finish/"))
    assert _again(booking).state == "asked"
    assert "Waits for our yes" in page.content.decode()


def test_it_knows_no_page_of_a_draft(visitor: Browser) -> None:
    portrait, _package = making.offered(published_at=None)
    assert visitor.get(f"/book/{portrait.slug}/").status_code == 404
    assert visitor.get("/booking/x/").status_code == 404


def test_it_joins_the_waitlist_of_a_full_mini(visitor: Browser) -> None:
    mini = calendars.mini(slots=1, date=free_hour().date())
    making.booked(mini, None, _slots(mini)[0])
    page = visitor.get(f"/book/{mini.slug}/").content.decode()
    assert "All times are taken" in page
    typed = {"name": "Dora", "email": "dora@example.org"}
    joined = _follow(visitor, visitor.post(f"/book/{mini.slug}/waitlist/", typed))
    assert "you are on the waitlist" in joined.content.decode()


def _slots(mini: Any) -> list[Any]:
    """Its slots, moved into the time for which there are bookings."""
    begins = free_hour()
    found = list(mini.slots.all())
    shift = begins - found[0].starts_at
    for each in found:
        each.starts_at, each.ends_at = each.starts_at + shift, each.ends_at + shift
        each.save()
    return found


def _again(booking: Booking) -> Booking:
    found: Booking = Booking.objects.select_related("session_type__contract").get(pk=booking.pk)
    return found


def _sign(booking: Booking) -> None:
    at, again = timezone.now(), _again(booking)
    signer = signing.Signer(name="Carla Client", agrees=True, remote_address=None, browser="")
    seen = signing.contract_of(again, at=at).sha256
    signing.sign(booking=again, signer=signer, seen=seen, at=at)


def test_it_moves_to_another_slot_but_to_none_that_costs_more(visitor: Browser) -> None:
    mini = calendars.mini(slots=3, date=free_hour().date())
    first, second, dear = _slots(mini)
    dear.surcharge = 1000
    dear.save()
    booking = making.booked(mini, None, first)
    page = visitor.get(f"/booking/{booking.key}/move/").content.decode()
    assert second.public_id in page
    assert dear.public_id not in page
    moved = visitor.post(f"/booking/{booking.key}/move/", {"slot": second.public_id})
    assert moved.status_code == 302
    assert _again(booking).slot == second
    assert visitor.post(f"/booking/{booking.key}/cancel/", {"reason": "Ill"}).status_code == 302
    assert _again(booking).state == "cancelled"
