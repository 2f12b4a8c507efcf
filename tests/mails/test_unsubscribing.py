"""One click, without a session, in this studio alone; and never for what was ordered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.outbox import kinds, stops, unsubscribing
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.mails.test_pages import reset

Open = Callable[..., Browser]


def path(studio: Studio, email: str = "carla@example.org", what: str = "reminders") -> str:
    url = unsubscribing.url(studio, email=email, what=what)
    return "/mails/" + url.partition("/mails/")[2]


def test_it_stops_with_the_request_of_rfc_8058_and_asks_for_no_session(
    inside_acme: Studio, browser: Open
) -> None:
    desk = Browser(SERVER_NAME=inside_acme.primary_host(), enforce_csrf_checks=True)
    answer = desk.post(path(inside_acme), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert stops.unsubscribed("carla@example.org") == {"reminders"}


def test_it_changes_nothing_when_a_program_only_looks(inside_acme: Studio, browser: Open) -> None:
    page = browser(inside_acme).get(path(inside_acme)).content.decode()
    assert "No more of these mails?" in page
    assert stops.unsubscribed("carla@example.org") == set()


def test_it_takes_back_and_leaves_the_other_kind(inside_acme: Studio, browser: Open) -> None:
    desk = browser(inside_acme)
    desk.post(path(inside_acme), {"what": "news"})
    desk.post(path(inside_acme), {"what": "reminders"})
    desk.post(path(inside_acme), {"what": "news", "again": "1"})
    assert stops.unsubscribed("carla@example.org") == {"reminders"}


def test_it_knows_no_link_of_another_studio_or_a_changed_one(
    acme: Studio, bolt: Studio, browser: Open
) -> None:
    there = path(acme)
    for studio, address in (
        (bolt, there),
        (acme, there[:-3] + "xx/"),
        (acme, path(acme, what="all")),
    ):
        assert browser(studio).post(address).status_code == 404
    for studio in (acme, bolt):
        with tenant_context(studio):
            assert stops.unsubscribed("carla@example.org") == set()


def test_it_puts_the_link_into_headers_and_words_of_mails_that_may_be_stopped(
    inside_acme: Studio, carla: Person
) -> None:
    message = reset(carla)
    OutgoingMessage.objects.filter(pk=message.pk).update(unsubscribe="reminders")
    drain()
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/mails/unsubscribe/" in headers["List-Unsubscribe"]


def test_it_is_offered_for_reminders_and_news_alone(inside_acme: Studio, carla: Person) -> None:
    reset(carla)
    drain()
    assert "List-Unsubscribe" not in mail.outbox[0].message()
    may = {each.name for each in kinds.declared() if each.unsubscribe}
    assert not {name for name in may if name.startswith(("order_", "booking", "password"))}


@pytest.mark.parametrize("what", ["all", "", "orders"])
def test_it_stops_no_mail_about_orders(inside_acme: Studio, browser: Open, what: str) -> None:
    answer = browser(inside_acme).post(path(inside_acme), {"what": what} if what else {})
    assert answer.status_code == (404 if what else 200)
    assert stops.reason("carla@example.org", "") == ""
