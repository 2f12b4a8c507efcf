"""CON-05: a studio is deleted by two operators, and can be brought back for 30 days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight.console.models import Erasure, Operator, OperatorEntry, OperatorSession
from safelight.leaving.models import Departure
from tenants.models import Studio
from tests.support import operators

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]


@pytest.fixture
def wish(console: Console, olga: Operator, acme: Studio) -> Browser:
    """Olga's browser, who has asked for acme's deletion."""
    browser = console(olga)
    form = {"typed_name": acme.name, "reason": "Fraud"}
    assert browser.post(f"/studios/{acme.uuid}/erasure/", form).status_code == 302
    return browser


def decide(browser: Browser, studio: Studio, act: str) -> str:
    browser.post(f"/studios/{studio.uuid}/erasure/decision/", {"act": act, "reason": "Because"})
    studio.refresh_from_db()
    return studio.state


def test_con_05_it_wants_the_name_a_reason_and_a_fresh_factor(
    console: Console, olga: Operator, acme: Studio
) -> None:
    browser, path = console(olga), f"/studios/{acme.uuid}/erasure/"
    for form in ({"typed_name": "acme", "reason": "x"}, {"typed_name": acme.name, "reason": ""}):
        assert browser.post(path, form).status_code == 422
    OperatorSession.objects.update(proved_at=timezone.now() - timedelta(minutes=11))
    answer = browser.post(path, {"typed_name": acme.name, "reason": "x"})
    assert answer["Location"].startswith("/prove/")
    assert not Erasure.objects.exists()


def test_con_05_it_closes_when_another_agrees_and_can_be_undone(
    wish: Browser, console: Console, olga: Operator, acme: Studio
) -> None:
    assert decide(wish, acme, "approve") == Studio.State.READY
    other = console(operators.make("Chris"))
    assert decide(other, acme, "approve") == Studio.State.LEAVING
    departure = Departure.objects.get(studio=acme)
    assert (departure.asked_by, departure.approved_by) == (olga.email, "chris@example.org")
    assert acme.erase_at is not None
    assert acme.erase_at - timezone.now() > timedelta(days=29)
    assert decide(wish, acme, "undo") == Studio.State.READY
    verbs = OperatorEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["ask_erasure", "approve_erasure", "undo_erasure"]


def test_con_05_it_stays_when_another_refuses(
    wish: Browser, console: Console, acme: Studio
) -> None:
    other = console(operators.make("Chris"))
    assert decide(other, acme, "refuse") == Studio.State.READY
    assert decide(other, acme, "approve") == Studio.State.READY


def test_con_05_it_is_refused_to_one_alone_by_the_database(
    wish: Browser, olga: Operator, acme: Studio
) -> None:
    with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
        Erasure.objects.update(decided_by=olga, decided_at=timezone.now(), is_approved=True)
