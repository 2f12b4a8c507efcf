"""Between opening and end: suspended, leaving, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from tenants import life, resolve
from tenants.models import Studio

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
Browse = Callable[..., Browser]


@pytest.fixture
def closed(acme: Studio) -> Studio:
    """Suspended now; what was paid goes out for 30 days."""
    life.suspend(studio=acme, why=Studio.Why.UNPAID, at=timezone.now())
    resolve.forget_all()
    return acme


def test_it_gives_paid_downloads_thirty_days(acme: Studio) -> None:
    life.suspend(studio=acme, why=Studio.Why.UNPAID, at=AT)
    acme.refresh_from_db()
    assert (acme.suspended_at, acme.suspended_for) == (AT, "unpaid")
    assert acme.gives_what_was_paid(AT + timedelta(days=29))
    assert not acme.gives_what_was_paid(AT + timedelta(days=30))
    life.resume(studio=acme)
    acme.refresh_from_db()
    assert (acme.state, acme.suspended_at, acme.downloads_until) == ("ready", None, None)


def test_it_refuses_what_cannot_follow(acme: Studio) -> None:
    for act in (life.resume, life.stay):
        with pytest.raises(life.WrongState):
            act(studio=acme)
    life.begin_leaving(studio=acme, at=AT)
    with pytest.raises(life.WrongState):
        life.suspend(studio=acme, why=Studio.Why.UNPAID, at=AT)
    with pytest.raises(life.WrongState):
        life.begin_leaving(studio=acme, at=AT)
    with pytest.raises(life.WrongState):
        life.begin_erasing(studio=acme, at=AT + timedelta(days=29))
    life.begin_erasing(studio=acme, at=AT + timedelta(days=30))
    with pytest.raises(life.WrongState):
        life.stay(studio=acme)


@pytest.mark.parametrize("before", ["ready", "suspended"])
def test_it_stays_as_it_was_before_it_wanted_to_leave(acme: Studio, before: str) -> None:
    if before == "suspended":
        life.suspend(studio=acme, why=Studio.Why.TRIAL_ENDED, at=AT)
    life.begin_leaving(studio=acme, at=AT + timedelta(days=1))
    assert (acme.state, acme.erase_at) == ("leaving", AT + timedelta(days=31))
    life.stay(studio=acme)
    acme.refresh_from_db()
    assert (acme.state, acme.erase_at) == (before, None)
    assert acme.downloads_until == (AT + timedelta(days=30) if before == "suspended" else None)


def test_row_7_it_shows_clients_a_neutral_notice(closed: Studio, browser: Browse) -> None:
    for path in ("/", "/galleries/", "/cart/", "/shop/", "/galleries/anything/"):
        answer = browser(closed).get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store"), path
        page = answer.content.decode()
        assert "closed for now" in page
        assert "paid" not in page.replace("If you bought photos", "")


def test_row_7_it_tells_the_team_why_and_what_to_do(
    closed: Studio, browser: Browse, alice: Person, bob: Person
) -> None:
    for path in ("/studio/", "/studio/galleries/", "/studio/settings/"):
        answer = browser(closed, alice).get(path)
        assert answer.status_code == 503
        assert "The plan was not paid." in answer.content.decode()
    page = browser(closed, bob).get("/studio/").content.decode()
    assert "An owner of the studio can do something about it." in page
    assert browser(closed).get("/studio/")["Location"].startswith("/sign-in/?next=")


def test_row_7_it_lets_people_in_and_clients_fetch_what_they_paid(
    closed: Studio, browser: Browse, carla: Person
) -> None:
    assert browser(closed).get("/sign-in/").status_code == 200
    theirs = browser(closed, carla)
    for path in ("/account/", "/orders/", "/account/downloads/", "/account/invoices/"):
        assert theirs.get(path).status_code == 200, path
    Studio.objects.filter(pk=closed.pk).update(downloads_until=timezone.now())
    resolve.forget_all()
    for path in ("/orders/", "/account/downloads/", "/account/invoices/"):
        assert theirs.get(path).status_code == 503, path


def test_row_7_it_answers_programs_in_their_shape(closed: Studio, browser: Browse) -> None:
    answer = browser(closed).get("/api/v1/galleries/")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "studio_closed"


def test_row_7_it_asks_no_query_more_in_a_studio_that_is_open(
    acme: Studio, browser: Browse, django_assert_num_queries: Callable[..., Any]
) -> None:
    mine = browser(acme)
    mine.get("/robots.txt")
    with django_assert_num_queries(0):
        assert mine.get("/robots.txt").status_code == 200
