"""A studio that floods a queue waits for itself, and nobody for it."""

from __future__ import annotations

from django.db import transaction

from safelight import jobs
from safelight.jobs import claims
from tenants.context import tenant_context
from tenants.models import Studio


def ask(studio: Studio, count: int) -> None:
    with tenant_context(studio), transaction.atomic():
        for number in range(count):
            jobs.enqueue("outbox.send", key=f"{number}", message_id=number)


def test_iso_27_it_takes_the_one_job_of_a_studio_before_a_thousand_of_another(
    acme: Studio, bolt: Studio
) -> None:
    ask(acme, 1000)
    first = claims.take("mail")
    ask(bolt, 1)
    found = [claims.take("mail") for _ in range(3)]
    assert first is not None
    assert first.studio_id == acme.pk
    taken = [job.studio_id for job in found if job is not None]
    assert taken == [bolt.pk, acme.pk, acme.pk]
