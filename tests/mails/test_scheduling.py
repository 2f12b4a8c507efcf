"""Mails that wait for their time: changed, cancelled, and sent once or never."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Gallery
from modules.gallery.services import presets, sendings
from modules.gallery.services.authorizations import Address
from safelight.accounts.models import Person
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.kernel import public_id
from safelight.mails.forms import TimeForm
from safelight.outbox import again, sending
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.commerce.factories import shop
from tests.mails.test_pages import BASE, reset

HOUR = timedelta(hours=1)


@pytest.fixture
def later(inside_acme: Studio, carla: Person) -> OutgoingMessage:
    return reset(carla, send_after=timezone.now() + HOUR)


def test_it_waits_for_its_time(later: OutgoingMessage) -> None:
    drain()
    later.refresh_from_db()
    assert (later.state, mail.outbox) == ("scheduled", [])
    sending.send(later, at=timezone.now() + 2 * HOUR)
    assert len(mail.outbox) == 1


def test_it_is_never_sent_once_cancelled(later: OutgoingMessage) -> None:
    again.cancel(later)
    drain(delayed=True)
    later.refresh_from_db()
    assert (later.state, mail.outbox) == ("cancelled", [])
    with pytest.raises(again.NotScheduled):
        again.send_now(later, at=timezone.now())


@pytest.mark.parametrize("first", ["cancel", "begin_sending"])
def test_it_is_cancelled_or_sent_but_never_both(later: OutgoingMessage, first: str) -> None:
    """Two hold the same row: whoever writes first has it."""
    other = OutgoingMessage.objects.get(pk=later.pk)
    second = {"cancel": "begin_sending", "begin_sending": "cancel"}[first]
    assert getattr(later, first)()
    assert not getattr(other, second)()


def test_it_goes_at_the_time_it_was_changed_to(later: OutgoingMessage) -> None:
    now = timezone.now()
    again.reschedule(later, to=now + 5 * HOUR, at=now)
    sending.send(later, at=now + 2 * HOUR)
    assert mail.outbox == []
    sending.send(later, at=now + 5 * HOUR)
    assert len(mail.outbox) == 1
    assert Job.objects.filter(kind="outbox.send").count() == 2


@pytest.mark.parametrize("to", [-HOUR, timedelta(days=61)])
def test_it_refuses_times_that_cannot_be(later: OutgoingMessage, to: timedelta) -> None:
    now = timezone.now()
    with pytest.raises(again.TimeCannotBe):
        again.reschedule(later, to=now + to, at=now)


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("2030-03-31T01:30", True), ("2030-03-31T02:30", False), ("2030-10-27T02:30", False)],
)
def test_it_takes_no_time_that_a_change_of_clocks_leaves_open(
    typed: str, is_right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2030, 3, 20, tzinfo=UTC) if "-03-" in typed else datetime(2030, 10, 1, tzinfo=UTC)
    monkeypatch.setattr("safelight.mails.forms.timezone.now", lambda: at)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        form = TimeForm({"send_at": typed})
        assert form.is_valid() is is_right, form.errors
        if is_right:
            assert form.cleaned_data["send_at"].astimezone(UTC).hour == 0


def test_it_is_changed_sent_now_and_cancelled_on_its_page(
    later: OutgoingMessage, inside_acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    desk = browser(inside_acme, alice)
    page = f"{BASE}sent/{later.uuid}/"
    assert "Waits for its time" in desk.get(page).content.decode()
    desk.post(f"{page}time/", {"now": "1"})
    drain()
    assert len(mail.outbox) == 1
    desk.post(f"{page}time/", {"cancel": "1"})
    later.refresh_from_db()
    assert later.state == "sent"


def test_it_keeps_a_gallerys_mails_until_the_time_that_was_typed(
    inside_acme: Studio, alice: Person, carla: Person
) -> None:
    gallery, at = shop(carla), timezone.now()
    Gallery.objects.filter(pk=gallery.pk).update(published_at=at)
    gallery.refresh_from_db()
    letter = sendings.Letter(
        public_id=public_id.new(), subject="Soon", message="Here.", send_after=at + HOUR
    )
    to, rights = [Address(email=carla.email)], presets.preset(gallery.preset).default_row
    sendings.send(gallery=gallery, letter=letter, recipients=to, rights=rights, by=alice, at=at)
    drain()
    message = OutgoingMessage.objects.get(template="gallery_sent")
    assert (message.state, message.send_after, mail.outbox) == ("scheduled", at + HOUR, [])
