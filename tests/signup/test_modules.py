"""Owners switch modules: with what they need, within their plan, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.audit.models import AuditEntry
from tenants import limits, modules
from tenants.context import tenant_context
from tenants.models import EnabledModule, Studio

Browse = Callable[..., Browser]
PAGE = "/studio/settings/switches/"


@pytest.fixture
def mine(browser: Browse, acme: Studio, alice: Person) -> Browser:
    return browser(acme, alice)


def test_it_shows_what_each_module_does_and_what_holds_it(mine: Browser) -> None:
    page = mine.get(PAGE).content.decode()
    assert "Let clients book sessions" in page
    assert "Needed by:" in page


def test_it_switches_on_with_what_is_needed_and_writes_it_down(mine: Browser, acme: Studio) -> None:
    EnabledModule.objects.filter(studio=acme).exclude(module="gallery").delete()
    mine.post(f"{PAGE}labs/", {"on": "1"})
    assert acme.switched_on() == {"gallery", "commerce", "labs"}
    with tenant_context(acme):
        noted = AuditEntry.objects.filter(verb="modules.switched_on").order_by("pk")
        assert [entry.subject_id for entry in noted] == ["commerce", "labs"]
    assert mine.get("/studio/labs/").status_code == 302


def test_it_closes_a_module_and_finds_everything_again(mine: Browser, acme: Studio) -> None:
    mine.post(f"{PAGE}bookings/", {"on": "0"})
    assert "bookings" not in acme.switched_on()
    assert mine.get("/book/").status_code == 404
    mine.post(f"{PAGE}bookings/", {"on": "1"})
    assert mine.get("/book/").status_code == 200


def test_it_switches_nothing_off_that_others_need(mine: Browser, acme: Studio) -> None:
    mine.post(f"{PAGE}gallery/", {"on": "0"})
    assert "gallery" in acme.switched_on()
    assert "Switch off first what needs it" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}nothing/", {"on": "1"}).status_code == 404


def test_it_stays_within_the_plan(mine: Browser, acme: Studio) -> None:
    EnabledModule.objects.filter(studio=acme).exclude(module="gallery").delete()
    plan = limits.Limits(plan_name="Small", modules=frozenset({"gallery", "labs"}))
    limits.write(acme, plan)
    with pytest.raises(modules.NotInPlan, match="Your plan does not have: Orders"):
        modules.switch_on(studio=acme, module="labs", at=timezone.now())
    assert acme.switched_on() == {"gallery"}
    assert "Your plan does not have this module." in mine.get(PAGE).content.decode()
