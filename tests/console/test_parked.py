from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.console import selectors
from safelight.console.models import Operator, OperatorEntry
from safelight.jobs.models import Job
from tenants.models import Studio

pytestmark = pytest.mark.django_db
Console = Callable[..., Browser]
KIND = "outbox.send"


@pytest.fixture
def jobs(acme: Studio, bolt: Studio) -> list[Job]:
    return [
        Job.objects.create(
            studio=studio, kind=KIND, key=f"message {n}", state="parked",
            finished_at=timezone.now(), queue="mail",
        )
        for n, studio in enumerate((acme, acme, bolt))
    ]  # fmt: skip


def states() -> set[str]:
    return set(Job.objects.filter(kind=KIND).values_list("state", flat=True))


def test_it_tries_all_of_a_kind_again_as_many_as_were_shown(
    console: Console, olga: Operator, jobs: list[Job]
) -> None:
    browser = console(olga)
    assert 'name="counted" value="3"' in browser.get("/jobs/").content.decode()
    browser.post("/jobs/kind/", {"kind": KIND, "counted": "2", "act": "again"})
    assert states() == {"parked"}
    browser.post("/jobs/kind/", {"kind": KIND, "counted": "3", "act": "again"})
    assert states() == {"queued"}
    assert OperatorEntry.objects.get(verb="try_again").reason == "3 jobs"


def test_it_discards_with_a_reason_only(console: Console, olga: Operator, jobs: list[Job]) -> None:
    browser = console(olga)
    browser.post(f"/jobs/{jobs[0].pk}/discard/", {"reason": " "})
    browser.post("/jobs/kind/", {"kind": KIND, "counted": "3", "act": "discard", "reason": ""})
    assert states() == {"parked"}
    browser.post(f"/jobs/{jobs[0].pk}/discard/", {"reason": "The mailbox is gone"})
    assert states() == {"parked", "cancelled"}
    browser.post("/jobs/kind/", {"kind": KIND, "counted": "3", "act": "discard", "reason": "So"})
    assert states() == {"cancelled"}
    entry = OperatorEntry.objects.get(verb="discard", subject=f"{KIND} message 0")
    assert entry.reason == "The mailbox is gone"


def test_it_says_how_the_queues_are(jobs: list[Job], acme: Studio) -> None:
    Job.objects.filter(pk=jobs[0].pk).update(state="queued", finished_at=None)
    Job.objects.filter(pk=jobs[1].pk).update(state="done")
    mail = next(queue for queue in selectors.queues() if queue.name == "mail")
    assert (mail.due, mail.later, mail.running, mail.done_lately) == (1, 0, 0, 1)
    assert mail.oldest_at is not None
