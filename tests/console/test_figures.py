from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.test import Client as Browser
from django.utils import timezone

from modules.labs.models import LabConnection
from safelight.accounts.models import Person
from safelight.console import growth, searching
from safelight.console.models import (
    DayFigures,
    HourLoad,
    MailDigest,
    Operator,
    OperatorEntry,
    StudioFigures,
)
from safelight.console.services import figures, load
from safelight.jobs.models import Job
from safelight.leaving.models import Receipt
from safelight.outbox.models import OutgoingMessage
from safelight.web import plots
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things
from tests.support import operators

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]


@pytest.fixture
def gathered(acme: Studio, bolt: Studio) -> StudioFigures:
    """Figures of both studios; acme has one of everything, a sick lab and a failed mail."""
    things.make(acme)
    with tenant_context(acme):
        LabConnection.objects.create(
            lab="fake", name="Sick lab", connected_at=timezone.now(), trouble="401"
        )
        OutgoingMessage.objects.update(state=OutgoingMessage.State.FAILED)
        OutgoingMessage.objects.create(
            key="x", to_email="x@example.org", template="x", language="en", subject="x",
            text_body="", html_body="", message_id="x", state=OutgoingMessage.State.FAILED,
        )  # fmt: skip
    Job.objects.create(studio=acme, kind="x.y", key="z", state="parked")
    at = timezone.now()
    figures.gather(bolt, at=at)
    return figures.gather(acme, at=at)


def test_it_gathers_what_a_studio_has_and_what_ails_it(gathered: StudioFigures) -> None:
    assert (gathered.members, gathered.failed_mails > 0) == (2, True)
    assert gathered.facts["gallery.photos"] >= 1
    assert gathered.storage_bytes == gathered.facts["gallery.bytes"] > 0
    assert "labs.connection" in [each["code"] for each in gathered.ailments]


def test_it_goes_on_where_it_was_broken_off(gathered: StudioFigures) -> None:
    StudioFigures.objects.filter(pk=gathered.pk).update(as_of=timezone.now() - figures.EVERY)
    due = [studio.pk for studio in figures._due(timezone.now())]
    assert gathered.studio_id in due
    assert Studio.objects.get(address="bolt").pk not in due


def test_it_tells_of_a_studio_that_cannot_be_read(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(figures, "_read", broken)
    row = figures.gather(acme, at=timezone.now())
    assert [each["code"] for each in row.ailments] == ["console.unread"]


def test_it_lists_studios_by_their_figures(
    console: Console, olga: Operator, gathered: StudioFigures
) -> None:
    browser = console(olga)
    page = browser.get("/?sort=storage").content.decode()
    assert page.index("canary-of-acme") < page.index("canary-of-bolt")
    ill = browser.get("/?ill=modules&sort=parked").content.decode()
    assert "labs.connection" in ill
    assert "canary-of-bolt" not in ill
    studio = browser.get(f"/studios/{gathered.studio.uuid}/").content.decode()
    assert "A lab could not be used." in studio


def test_it_asks_as_much_for_many_studios_as_for_few(
    console: Console, olga: Operator, gathered: StudioFigures, django_assert_max_num_queries: object
) -> None:
    browser = console(olga)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        browser.get("/")


def test_web_04_it_saves_studios_in_which_nothing_is_a_formula(
    console: Console, olga: Operator, gathered: StudioFigures
) -> None:
    Studio.objects.filter(address="acme").update(name="=1+1")
    file = console(olga).get("/studios.csv").content.decode()
    assert "'=1+1" in file
    assert file.count("\r\n") == 3


def test_it_finds_people_by_their_whole_address_and_keeps_none(
    console: Console, olga: Operator, gathered: StudioFigures, alice: Person
) -> None:
    page = console(olga).post("/search/", {"q": "ALICE@example.org"}).content.decode()
    assert "canary-of-acme" in page
    assert "canary-of-bolt" in page
    assert not MailDigest.objects.filter(digest__contains="alice").exists()
    entry = OperatorEntry.objects.get(verb="search")
    assert "alice" not in entry.subject
    assert searching.find("nobody@example.org", with_people=True).is_empty


def test_it_forgets_the_digest_of_whoever_is_gone(gathered: StudioFigures, acme: Studio) -> None:
    with tenant_context(acme):
        Person.objects.filter(email="dora@example.org").update(email="elsa@example.org")
    figures.gather(acme, at=timezone.now())
    assert not MailDigest.objects.filter(
        digest=searching.digest_of("dora@example.org"), studio=acme
    ).exists()
    assert searching.find("elsa@example.org", with_people=True).people == [(acme, "Client")]


def test_it_finds_no_people_for_whoever_may_not(
    console: Console, gathered: StudioFigures, olga: Operator
) -> None:
    engineer = console(operators.make("Emil", role="engineer"))
    page = engineer.post("/search/", {"q": "alice@example.org"}).content.decode()
    assert "canary-of-acme" not in page
    assert (
        "canary-of-acme" not in console(olga).get("/search/?q=alice@example.org").content.decode()
    )


def test_it_finds_studios_domains_and_jobs(gathered: StudioFigures) -> None:
    job = Job.objects.get(kind="x.y")
    assert [each.address for each in searching.find("acm", with_people=False).studios] == ["acme"]
    assert searching.find("acme.", with_people=False).domains
    assert searching.find(str(job.pk), with_people=False).jobs == [job]


def test_it_counts_the_day_and_the_hour(gathered: StudioFigures) -> None:
    now = timezone.now()
    Job.objects.create(kind="outbox.send", key="1", state="done", finished_at=now)
    load._redis.delete(load._key(now))
    load.tell(7, at=now)
    load.tell(5, at=now)
    load.write_hours(at=now, hours=1)
    figures.sum_up_day(at=now)
    hour = HourLoad.objects.get()
    assert (hour.requests, hour.mails) == (12, 1)
    assert DayFigures.objects.get().studios == 2
    load._redis.delete(load._key(now))


def test_it_counts_a_studio_on_the_day_that_it_is_erased(db: None) -> None:
    last = datetime(2026, 11, 20, 23, 55, tzinfo=UTC)
    Receipt.objects.create(
        studio_uuid=uuid4(), schema_name="s", name="S", address="s",
        closed_at=last - timedelta(days=30), erased_at=last,
    )  # fmt: skip
    figures.sum_up_day(at=last - timedelta(minutes=10))
    figures.sum_up_day(at=last + timedelta(minutes=10))
    days = dict(DayFigures.objects.values_list("day_date", "left"))
    assert days == {last.date(): 1, last.date() + timedelta(days=1): 0}


def test_it_draws_every_day_and_hour(console: Console, olga: Operator) -> None:
    DayFigures.objects.create(day_date=timezone.now().date(), studios=12, opened=3)
    page = console(olga).get("/growth/?days=7").content.decode()
    assert page.count('class="plot-bar"') == 4 * 7 + 3 * growth.HOURS
    assert console(olga).get("/growth/?days=8").status_code == 400
    week = growth._by_day(timezone.now().date(), 365)
    assert sum(row.opened for _day, row in week) == 3


def test_it_draws_bars_on_round_lines() -> None:
    values = [plots.Value(label="a", name="A", number=n, words=str(n)) for n in (0, 7, 12)]
    plot = plots.bars("X", values)
    assert [line.label for line in plot.lines] == ["0", "5", "10", "15"]
    assert plot.bars[0].height == 0
    assert plot.bars[2].height == round(plots.BARS * 12 / 15, 1)
