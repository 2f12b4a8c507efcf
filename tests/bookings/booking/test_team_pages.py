"""What the team does with bookings on its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.models import Booking, SessionType
from modules.bookings.services.mails import reminding
from safelight.accounts.models import Person
from tenants import resolve
from tenants.models import Studio
from tests.bookings.booking import making
from tests.bookings.booking.making import free_hour
from tests.support import world

PATH = "/studio/bookings/"


@pytest.fixture
def browser(inside_acme: Studio, alice: Person) -> Browser:
    return world.browser(inside_acme, alice)


@pytest.fixture
def booking(inside_acme: Studio) -> Booking:
    portrait, package = making.offered(fee=10000)
    return making.booked(portrait, package, free_hour(), name="Carla Client")


def _html(browser: Browser, path: str) -> str:
    page = browser.get(path)
    assert page.status_code == 200
    return page.content.decode()


def _do(browser: Browser, booking: Booking, act: str, **data: Any) -> Booking:
    answer = browser.post(f"{PATH}{booking.public_id}/{act}/", {"go": "1", **data})
    assert answer.status_code == 302
    return Booking.objects.get(pk=booking.pk)


def test_it_finds_bookings_by_name_state_type_and_day(browser: Browser, booking: Booking) -> None:
    day = free_hour().date().isoformat()
    for query in ("", "q=carla", "state=booked", f"from={day}&to={day}", "show=coming"):
        assert "Carla Client" in _html(browser, f"{PATH}?{query}")
    for query in ("q=nobody", "state=done", f"to={timezone.now():%Y-%m-%d}", "show=asked"):
        assert "Carla Client" not in _html(browser, f"{PATH}?{query}")
    written = browser.get(f"{PATH}bookings.csv").content.decode()
    assert "carla@example.org" in written
    assert "10000" in written


def test_it_shows_no_time_that_somebody_only_looked_at(browser: Browser) -> None:
    portrait, package = making.offered()
    making.held(portrait, package, free_hour(), name="Looked Only")
    Booking.objects.update(state="lapsed", occupies=False)
    assert "Looked Only" not in _html(browser, PATH)


def test_it_says_how_it_went(browser: Browser, booking: Booking) -> None:
    assert _do(browser, booking, "outcome", outcome="done").state == "done"
    assert _do(browser, booking, "outcome", outcome="booked").state == "booked"
    assert _do(browser, booking, "outcome", outcome="no_show").state == "no_show"
    assert "Nobody came" in _html(browser, f"{PATH}{booking.public_id}/")


def test_it_marks_an_order_as_paid_and_keeps_a_remark(browser: Browser, booking: Booking) -> None:
    order = booking.charges.get().order
    _do(browser, booking, "paid", order=order.public_id)
    order.refresh_from_db()
    assert order.payment == "paid"
    assert _do(browser, booking, "remark", remark="Bring props").remark == "Bring props"


def test_it_leads_from_an_order_to_its_booking(browser: Browser, booking: Booking) -> None:
    order = booking.charges.get().order
    assert f"{PATH}{booking.public_id}/" in _html(browser, f"/studio/orders/{order.public_id}/")
    assert f"/booking/{booking.key}/" in _html(browser, f"/orders/{order.public_id}/")


def test_it_shows_month_week_and_day(browser: Browser, booking: Booking) -> None:
    day = free_hour().date()
    for view in ("month", "week", "day"):
        page = _html(browser, f"{PATH}calendar/?view={view}&day={day}")
        assert f"{PATH}{booking.public_id}/" in page
    other = _html(browser, f"{PATH}calendar/?view=day&day={day.replace(year=day.year + 1)}")
    assert "Carla Client" not in other


def test_it_prints_a_day_with_answers_and_what_is_left_to_pay(
    browser: Browser, booking: Booking
) -> None:
    booking.answer_sheets.create(
        when="before", title="You", answered_at=timezone.now(),
        answers=[{"question": "Which colours?", "answer": "Dark blue"}],
    )  # fmt: skip
    page = _html(browser, f"{PATH}day/?day={free_hour():%Y-%m-%d}")
    assert "Dark blue" in page
    assert "€100.00" in page


def test_it_says_what_needs_the_team(browser: Browser, booking: Booking) -> None:
    before = _html(browser, "/studio/")
    assert "balance is overdue" not in before
    booking.charges.update(due_on="2020-01-01")
    portrait, package = making.offered(approve_first=True)
    making.booked(portrait, package, free_hour())
    after = _html(browser, "/studio/")
    assert "1 balance is overdue" in after
    assert "1 client waits for your yes" in after


def test_it_makes_a_booking_for_a_client(browser: Browser) -> None:
    portrait, package = making.offered()
    typed = {
        "package": package.pk, "starts_at": f"{free_hour():%Y-%m-%dT%H:%M}", "how": "offer",
        "name": "Dora", "email": "dora@example.org", "days": 3,
    }  # fmt: skip
    path = f"{PATH}new/{portrait.public_id}/"
    assert portrait.title in _html(browser, path)
    assert browser.post(path, typed | {"email": "x"}).status_code == 400
    assert browser.post(path, typed).status_code == 302
    assert Booking.objects.get().email == "dora@example.org"


def test_it_lets_nobody_change_bookings_who_may_only_see_them(
    booking: Booking, inside_acme: Studio, bob: Person
) -> None:
    role = bob.member.role
    role.permissions = [*role.permissions, "bookings.view"]
    role.save()
    browser = world.browser(inside_acme, bob)
    assert "Carla Client" in _html(browser, PATH)
    assert browser.post(f"{PATH}{booking.public_id}/outcome/").status_code == 403


def test_it_survives_being_switched_off_and_on(booking: Booking, inside_acme: Studio) -> None:
    visitor = world.browser(inside_acme)
    assert visitor.get(f"/booking/{booking.key}/").status_code == 200
    inside_acme.switch_off("bookings")
    resolve.forget_all()
    assert visitor.get(f"/booking/{booking.key}/").status_code == 404
    assert visitor.get("/").status_code == 200
    inside_acme.switch_on("bookings", at=timezone.now())
    resolve.forget_all()
    reminding.remind_of_sessions(at=timezone.now())
    assert visitor.get(f"/booking/{booking.key}/").status_code == 200
    assert SessionType.objects.count() == 1
