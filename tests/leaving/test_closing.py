"""Closing a studio for good, being reminded of it, and thinking better of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.audit.models import AuditEntry
from safelight.leaving.models import Departure, Receipt
from safelight.leaving.services import closing, erasing, telling
from safelight.outbox.models import OutgoingMessage
from tenants import resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.leaving.conftest import AT

Browse = Callable[..., Browser]
PAGE = "/studio/settings/closing/"


def mails(studio: Studio, template: str) -> list[OutgoingMessage]:
    with tenant_context(studio):
        return list(OutgoingMessage.objects.filter(template=template))


def test_it_closes_by_the_typed_name_alone(browser: Browse, acme: Studio, alice: Person) -> None:
    mine = browser(acme, alice)
    assert "What happens:" in mine.get(PAGE).content.decode()
    assert mine.post(PAGE, {"name": "acme"}).status_code == 422
    assert not Departure.objects.exists()
    assert mine.post(PAGE, {"name": acme.name, "reason": "Too quiet"}).status_code == 302
    acme.refresh_from_db()
    assert (acme.state, Departure.objects.get().reason) == ("leaving", "Too quiet")


def test_it_tells_its_owners_at_once(leaving: Studio) -> None:
    (told,) = mails(leaving, "leaving_begun")
    assert told.to_email == "alice@example.org"
    assert "Alice has closed" in told.text_body
    assert PAGE in told.text_body
    assert told.from_name == "Safelight"
    with tenant_context(leaving):
        assert AuditEntry.objects.get(verb="leaving.begun").details == {"day": "2026-12-20"}


def test_it_reminds_a_week_and_a_day_before(leaving: Studio) -> None:
    for days in (10, 22, 23, 24, 29, 29.5):
        telling.remind(at=AT + timedelta(days=days, minutes=1))
    assert len(mails(leaving, "leaving_soon")) == 2


def test_it_reminds_and_erases_others_where_one_cannot_be_read(
    leaving: Studio, bolt: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing.close(studio=bolt, typed_name=bolt.name, asked_by="Mallory", at=AT)
    tell, receipt = telling._post, erasing._receipt

    def told(studio: Studio, *args: Any) -> None:
        assert studio != leaving, "its tables are broken"
        tell(studio, *args)

    def written(studio: Studio, at: datetime) -> Receipt:
        assert studio != leaving, "its tables are broken"
        return receipt(studio, at)

    monkeypatch.setattr(telling, "_post", told)
    monkeypatch.setattr(erasing, "_receipt", written)
    assert telling.remind(at=AT + timedelta(days=24)) == 1
    assert erasing.begin_due(at=AT + timedelta(days=31)) == 1
    leaving.refresh_from_db()
    assert leaving.state == Studio.State.LEAVING


def test_it_is_closed_to_all_but_its_owners_way_back(
    browser: Browse, leaving: Studio, alice: Person, bob: Person
) -> None:
    assert browser(leaving).get("/galleries/").status_code == 503
    assert browser(leaving, bob).get(PAGE).status_code == 403
    mine = browser(leaving, alice)
    notice = mine.get("/studio/galleries/")
    assert notice.status_code == 503
    assert "This studio is closing" in notice.content.decode()
    assert "Stay, and open it again" in mine.get(PAGE).content.decode()


def test_it_stays_as_it_was(browser: Browse, leaving: Studio, alice: Person) -> None:
    mine = browser(leaving, alice)
    assert mine.post(f"{PAGE}stay/")["Location"] == PAGE
    resolve.forget_all()
    assert browser(leaving).get("/galleries/").status_code == 200
    assert len(mails(leaving, "leaving_undone")) == 1
    assert closing.current(leaving) is None
    telling.remind(at=AT + timedelta(days=29))
    assert not mails(leaving, "leaving_soon")


def test_con_05_it_takes_an_operators_typed_name_and_second_operator(acme: Studio) -> None:
    with pytest.raises(closing.NameDiffers):
        closing.close(studio=acme, typed_name="x", asked_by="Olga", approved_by="Otto", at=AT)
    closing.close(studio=acme, typed_name=acme.name, asked_by="Olga", approved_by="Otto", at=AT)
    departure = closing.current(acme)
    assert departure is not None
    assert (departure.asked_by, departure.approved_by) == ("Olga", "Otto")
    closing.stay(studio=acme, at=AT + timedelta(days=29))
    acme.refresh_from_db()
    assert acme.state == "ready"
