from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.console.models import Announcement, Operator, OperatorEntry
from safelight.console.services import announcing
from safelight.jobs.models import Job
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Allowance, Studio

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]
NEW = "/announcements/new/"
WORDS = "We move house on Sunday <b>night</b>"


def form(**changes: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "kind": "maintenance", "text": WORDS, "audience": "all", "act": "announce",
        "begins_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}", **changes,
    }  # fmt: skip


def test_it_shows_an_announcement_until_a_member_puts_it_away(
    console: Console, olga: Operator, acme: Studio, alice: Person, bob: Person,
    browser: Callable[..., Browser],
) -> None:  # fmt: skip
    assert console(olga).post(NEW, form()).status_code == 302
    mine, other = browser(acme, alice), browser(acme, bob)
    assert "on Sunday &lt;b&gt;night" in mine.get("/studio/").content.decode()
    shown = Announcement.objects.get()
    mine.post(f"/studio/announcements/{shown.public_id}/")
    assert "on Sunday" not in mine.get("/studio/").content.decode()
    assert "on Sunday" in other.get("/studio/").content.decode()
    assert OperatorEntry.objects.get(verb="announce").operator == olga


def test_it_shows_only_whom_it_is_for(olga: Operator, acme: Studio, bolt: Studio) -> None:
    Allowance.objects.create(studio=acme, plan_name="Agency")
    now = timezone.now()
    for audience, named in (("plan", ["Agency"]), ("studios", ["acme"]), ("module", ["labs"])):
        values = {"kind": "info", "text": "x", "audience": audience, "named": named,
                  "begins_at": now, "ends_at": now + timedelta(days=1)}  # fmt: skip
        made = announcing.announce(values=values, by=olga)
        for studio, modules in ((acme, {"labs"}), (bolt, set())):
            found = announcing.shown(
                studio=studio, person_id="x", modules=frozenset(modules)
            )  # fmt: skip
            assert (made in found) == (studio == acme), (audience, studio)


def test_it_previews_and_counts_before_it_announces(
    console: Console, olga: Operator, acme: Studio, bolt: Studio
) -> None:
    page = console(olga).post(NEW, form(act="preview")).content.decode()
    assert "2 open studios see it" in page
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": "2020-01-01T00:00"}, {"audience": "plan"}, {"audience": "module"},
        {"audience": "studios", "studios": "nowhere"}, {"link": "javascript:alert(1)"},
        {"kind": "x"}, {"begins_at": "'"},
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_be_announced(
    console: Console, olga: Operator, acme: Studio, changes: dict[str, str]
) -> None:
    assert console(olga).post(NEW, form(**changes)).status_code == 422
    assert not Announcement.objects.exists()


def test_it_mails_owners_once(console: Console, olga: Operator, acme: Studio) -> None:
    console(olga).post(NEW, form(is_mailed="on", audience="studios", studios="ACME"))
    job = Job.objects.get(kind=announcing.MAIL)
    for _n in range(2):
        announcing.mail(announcement_id=job.payload["announcement_id"])
    with tenant_context(acme):
        mail = OutgoingMessage.objects.get(template="console_announcement")
    assert (mail.to_email, "on Sunday" in mail.text_body) == ("alice@example.org", True)


def test_it_withdraws_at_once_here(
    console: Console, olga: Operator, acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    operator = console(olga)
    operator.post(NEW, form())
    shown = Announcement.objects.get()
    operator.post(f"/announcements/{shown.public_id}/withdrawal/")
    assert "on Sunday" not in browser(acme, alice).get("/studio/").content.decode()
