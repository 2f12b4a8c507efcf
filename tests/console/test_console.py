from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from safelight import jobs
from safelight.console.models import Operator, OperatorEntry
from safelight.jobs.models import Job
from safelight.outbox.models import OutgoingMessage
from tenants import life, resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support.world import MODULES

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]


@pytest.fixture
def parked(acme: Studio) -> Job:
    return Job.objects.create(
        studio=acme, kind="outbox.send", key="message 1", state="parked",
        error="550 No such <script>mailbox</script>", finished_at=timezone.now(), attempts=5,
    )  # fmt: skip


def test_it_searches_and_filters_by_state(console: Console, olga: Operator, bolt: Studio) -> None:
    browser = console(olga)
    life.suspend(studio=bolt, why=Studio.Why.OPERATOR, at=timezone.now())
    assert "1 studio<" in browser.get("/?q=ACM").content.decode()
    page = browser.get("/?state=suspended").content.decode()
    assert "canary-of-bolt" in page
    assert "canary-of-acme" not in page


@pytest.mark.parametrize(
    "query",
    [
        "state=x__y__z", "_connector=OR", "sort=-owner__password", "plan='", "page=0", "page=x",
        "page=99999", "sort=%27%22", "q=x&figures__ailments=[]", "ill=1", "module=accounts",
    ],
)  # fmt: skip
def test_con_08_it_refuses_filters_that_cannot_be(
    console: Console, olga: Operator, query: str
) -> None:
    browser = console(olga)
    assert browser.get(f"/?{query}").status_code == 400
    assert browser.get(f"/studios.csv?{query}").status_code in {400, 200}


def test_con_08_it_refuses_filters_of_the_log_that_cannot_be(
    console: Console, olga: Operator
) -> None:
    browser = console(olga)
    for query in ("verb=x", "operator=1", "first='", "operator__password=x", "studio=1"):
        assert browser.get(f"/log/?{query}").status_code == 400, query
        assert browser.get(f"/log.csv?{query}").status_code == 400, query
    for query in ("after=999999999999999999999", "before=-1", "after=x"):
        assert browser.get(f"/jobs/?{query}").status_code == 200


def test_con_01_it_does_not_know_the_people_of_studios(
    console: Console, olga: Operator, acme: Studio, browser: Callable[..., Browser], alice: object
) -> None:
    """A session of a studio, and a studio's password, open nothing here."""
    with_session = console()
    with_session.cookies = browser(acme, alice).cookies
    assert with_session.get("/")["Location"] == "/sign-in/"
    form = {"email": "alice@example.org", "password": "correct horse battery"}
    assert console().post("/sign-in/", form).status_code == 401


def test_it_switches_a_module_off_and_on_at_once(
    console: Console, olga: Operator, acme: Studio
) -> None:
    path = f"/studios/{acme.uuid}/modules/labs/"
    browser = console(olga)
    browser.post(path, {"on": "0"})
    assert acme.switched_on() == set(MODULES) - {"labs"}
    browser.post(path, {"on": "1"})
    assert acme.switched_on() == set(MODULES)
    verbs = OperatorEntry.objects.order_by("pk").values_list("verb", "subject")
    assert list(verbs) == [("switch_off", "labs"), ("switch_on", "labs")]


def test_it_does_not_switch_off_what_others_need(
    console: Console, olga: Operator, acme: Studio
) -> None:
    browser = console(olga)
    answer = browser.post(f"/studios/{acme.uuid}/modules/gallery/", {"on": "0"}, follow=True)
    assert "Switch off first what needs it" in answer.content.decode()
    assert acme.switched_on() == set(MODULES)


def test_it_answers_404_for_a_module_that_is_not_installed(
    console: Console, olga: Operator, acme: Studio
) -> None:
    answer = console(olga).post(f"/studios/{acme.uuid}/modules/nothing/", {"on": "1"})
    assert answer.status_code == 404


def test_it_suspends_with_a_reason_and_resumes(
    console: Console, olga: Operator, acme: Studio, browser: Callable[..., Browser]
) -> None:
    path, operator = f"/studios/{acme.uuid}/suspension/", console(olga)
    assert operator.post(path, {"on": "1", "reason": " "}).status_code == 422
    operator.post(path, {"on": "1", "reason": "Asked for by its owner"})
    resolve.forget_all()  # As after a commit.
    assert browser(acme).get("/").status_code == 503
    operator.post(path, {"on": "0", "reason": "Paid"})
    resolve.forget_all()
    assert browser(acme).get("/").status_code == 200
    assert OperatorEntry.objects.get(verb="suspend").reason == "Asked for by its owner"
    with tenant_context(acme):
        mails = list(OutgoingMessage.objects.order_by("pk").values_list("template", "to_email"))
    alice = "alice@example.org"
    assert mails == [("console_suspended", alice), ("console_resumed", alice)]


def test_it_refuses_to_suspend_what_is_suspended(
    console: Console, olga: Operator, acme: Studio
) -> None:
    life.suspend(studio=acme, why=Studio.Why.OPERATOR, at=timezone.now())
    answer = console(olga).post(f"/studios/{acme.uuid}/suspension/", {"on": "1", "reason": "x"})
    assert answer.status_code == 422
    assert OperatorEntry.objects.count() == 0


def test_it_shows_a_studio_whose_tables_are_gone_already(
    console: Console, olga: Operator, acme: Studio
) -> None:
    Studio.objects.filter(pk=acme.pk).update(state="closing")
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA "{acme.schema_name}" RENAME TO gone')
    assert console(olga).get(f"/studios/{acme.uuid}/").status_code == 200
    assert console(olga).get(f"/studios/{acme.uuid}/acting/").status_code in {200, 302}


def test_it_tries_a_parked_job_again_and_shows_its_reason(
    console: Console, olga: Operator, parked: Job
) -> None:
    browser = console(olga)
    assert "550 No such" in browser.get("/jobs/?q=send").content.decode()
    browser.post(f"/jobs/{parked.pk}/again/")
    parked.refresh_from_db()
    assert parked.state == Job.State.QUEUED
    # In another tab, where it was still on the page; and one that never was.
    late = browser.post(f"/jobs/{parked.pk}/again/", follow=True).content.decode()
    assert "Somebody was faster" in late
    assert browser.post(f"/jobs/{parked.pk + 1}/again/").status_code == 404
    assert jobs.registry.spec(parked.kind).kind == "outbox.send"


def test_con_07_it_shows_scripts_in_names_and_reasons_as_text(
    console: Console, olga: Operator, acme: Studio, parked: Job
) -> None:
    Studio.objects.filter(pk=acme.pk).update(name="<script>alert(1)</script>")
    browser = console(olga)
    for path in ("/", f"/studios/{acme.uuid}/", "/jobs/"):
        page = browser.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<script>mailbox" not in page


def test_it_keeps_operators_out_of_studios(acme: Studio, olga: Operator) -> None:
    """No studio has an operator's table or person."""
    with tenant_context(acme), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = %s AND tablename LIKE 'console%%'",
            [acme.schema_name],
        )
        assert cursor.fetchone() == (0,)
