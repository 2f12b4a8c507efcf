"""Erasing a studio: nothing of it remains, and nothing of anybody else changes."""

from __future__ import annotations

import hashlib
import smtplib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from safelight import jobs
from safelight.jobs import claims, testing
from safelight.jobs.models import Job
from safelight.jobs.running import LeaseLost, running
from safelight.leaving.models import Receipt
from safelight.leaving.services import erasing, receipts, temporaries
from safelight.outbox import sending
from safelight.signup import addresses
from safelight.storage import keys, objects, parts, revisions
from safelight.storage.claims import Scope
from tenants import life
from tenants.context import tenant_context
from tenants.models import Domain, Studio
from tests.leaving.conftest import AT
from tests.routes.knocking import fingerprint

# The same in both studios, so that whoever takes one for the other is found out.
SAME = UUID("12345678123456781234567812345678")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "DRAINED_WITHIN", 0.0)
    monkeypatch.setattr(erasing, "PAUSE", 0.0)


@pytest.fixture
def furnished(acme: Studio, bolt: Studio) -> None:
    """Files, kept looks, links' revisions and jobs of equal names in both studios."""
    store = objects.from_environment()
    for studio in (acme, bolt):
        store.write(keys.join(keys.object_key(studio.uuid, SAME), "original"), [b"photo"])
        parts.PartStore(store).create(studio.uuid)
        with tenant_context(studio), transaction.atomic():
            cache.set("look", "kept")
            jobs.enqueue("outbox.send", key="same", delay=timedelta(hours=1), message_id=1)
        revisions.publish(studio.uuid, Scope("gallery", "A" * 22), 1)


def known_to_redis(studio: Studio) -> int:
    with redis.Redis.from_url(settings.REDIS_URL) as server:
        found = [*server.scan_iter(f"*{studio.schema_name}*")]
        return len([*found, *server.scan_iter(f"*{studio.uuid.hex}*")])


def files(studio: Studio) -> dict[str, str]:
    root = objects.from_environment().local
    below = sorted(file for file in (root / studio.uuid.hex).rglob("*") if file.is_file())
    return {str(f.relative_to(root)): hashlib.sha256(f.read_bytes()).hexdigest() for f in below}


def rows_about(studio: Studio) -> dict[str, int]:
    """Rows of public tables that point at the studio, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE "
            "table_schema = 'public' AND column_name IN ('studio_id', 'tenant_id', 'lane')"
        )
        found = {}
        for table, column in cursor.fetchall():
            cursor.execute(  # The names come from the catalogue.
                f'SELECT count(*) FROM public."{table}" WHERE "{column}" = %s',  # noqa: S608
                [studio.pk],
            )
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.usefixtures("furnished")
def test_iso_22_it_leaves_nothing_of_the_studio_and_all_of_the_other(
    bolt: Studio, leaving: Studio, ending: Receipt
) -> None:
    before = fingerprint(bolt), files(bolt), rows_about(bolt), known_to_redis(bolt)
    testing.drain()
    assert (fingerprint(bolt), files(bolt), known_to_redis(bolt)) == (
        before[0],
        before[1],
        before[3],
    )
    assert rows_about(bolt)["tenants_domain"] == before[2]["tenants_domain"] == 1
    assert not any(rows_about(leaving).values())
    assert (files(leaving), known_to_redis(leaving)) == ({}, 0)
    assert not fingerprint(leaving)
    assert not Studio.objects.filter(uuid=leaving.uuid).exists()
    assert Job.objects.filter(studio=leaving.pk).count() == 0


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("step", ["schema dropped", "files removed", "traces removed"])
def test_iso_22_its_twin_misses_what_a_step_left_out_would_leave(
    bolt: Studio, leaving: Studio, ending: Receipt, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setitem(erasing.STEPS, step, lambda _studio, _receipt: None)
    with pytest.raises(AssertionError):
        test_iso_22_it_leaves_nothing_of_the_studio_and_all_of_the_other(bolt, leaving, ending)


@pytest.mark.usefixtures("furnished")
def test_iso_22_it_gives_a_receipt_and_forgets_who_got_it(ending: Receipt) -> None:
    testing.drain()
    ending.refresh_from_db()
    assert (ending.address, ending.asked_by, ending.closed_at) == ("acme", "Alice", AT)
    assert (ending.files, ending.bytes) == (2, 5)
    assert ending.tables["accounts_person"] == 5
    assert ending.rows == sum(ending.tables.values()) > 20
    assert len(ending.digest) == 64
    assert ending.erased_at is not None
    assert (ending.owners, ending.step) == ([], "done")
    (sent,) = mail.outbox
    assert sent.to == ["alice@example.org"]
    assert str(ending.uuid) in sent.body
    assert ending.digest in sent.body


@pytest.mark.parametrize(("code", "left"), [(550, []), (450, ["bad@example.org"])])
def test_it_sends_the_receipt_once_to_whoever_can_get_it(
    ending: Receipt, monkeypatch: pytest.MonkeyPatch, code: int, left: list[str]
) -> None:
    ending.owners, offer = ["bad@example.org", "good@example.org"], EmailMultiAlternatives.send

    def refused(composed: EmailMultiAlternatives) -> int:
        if composed.to == ["bad@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"bad@example.org": (code, b"no")})
        return offer(composed)

    monkeypatch.setattr(EmailMultiAlternatives, "send", refused)
    for _try in range(3):
        with suppress(sending.TemporaryRefusal):
            receipts.send(receipt=ending, at=AT)
    ending.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["good@example.org"]]
    assert (ending.owners, ending.sent_at is None) == (left, bool(left))


def test_it_keeps_the_address_from_others_for_ninety_days(ending: Receipt) -> None:
    testing.drain()
    assert not Domain.objects.filter(domain="acme.localhost").exists()
    with pytest.raises(addresses.AddressTaken):
        addresses.check("acme", at=timezone.now() + timedelta(days=89))
    addresses.check("acme", at=timezone.now() + timedelta(days=91))


def test_it_erases_nobody_before_the_day(leaving: Studio) -> None:
    assert erasing.begin_due(at=AT + timedelta(days=29, hours=23)) == 0
    leaving.refresh_from_db()
    assert leaving.state == "leaving"


def test_d_15_it_waits_for_fifty_running_jobs_and_lets_no_new_ones_begin(
    leaving: Studio, furnished: None
) -> None:
    with tenant_context(leaving), transaction.atomic():
        for number in range(50):
            jobs.enqueue("outbox.send", key=f"{number}", message_id=number)
    held = [claims.take("mail") for _ in range(60)]
    of_acme = [job for job in held if job is not None and job.studio_id == leaving.pk]
    assert erasing.begin_due(at=AT + life.LEAVES_AFTER) == 1
    receipt = Receipt.objects.get()
    for job in of_acme:
        with running(job), pytest.raises(LeaseLost):
            jobs.heartbeat()
    with tenant_context(leaving), transaction.atomic(), pytest.raises(jobs.NoStudioToWorkFor):
        jobs.enqueue("outbox.send", key="one more", message_id=1)
    with pytest.raises(erasing.WorkRuns):
        erasing.erase(receipt=receipt)
    assert Studio.objects.filter(pk=leaving.pk).exists()
    claims.finish(of_acme[0], "done")
    Job.objects.filter(studio=leaving.pk).exclude(pk=of_acme[0].id).update(lease_until=Now())
    erasing.erase(receipt=receipt)
    assert not Studio.objects.filter(pk=leaving.pk).exists()


def test_d_15_it_removes_an_upload_that_streams_meanwhile(ending: Receipt) -> None:
    store = parts.PartStore(objects.from_environment())
    growing = store.create(ending.studio_uuid)
    with store.writing(growing) as writer:
        writer.append([b"first"])
        erasing.erase(receipt=ending)
        writer.append([b"and on"])
    assert not list(objects.from_environment().files_of(ending.studio_uuid))
    # What a worker stores after the end goes an hour later.
    late = keys.join(keys.new_object(ending.studio_uuid), "original")
    objects.from_environment().write(late, [b"late"])
    erasing.look_again(receipt=ending)
    assert not list(objects.from_environment().files_of(ending.studio_uuid))


def test_it_ends_elsewhere_before_the_tables_go(
    ending: Receipt, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[UUID, str]] = []
    settings.BEFORE_ERASING = [f"{__name__}.end_elsewhere"]  # type: ignore[attr-defined]
    monkeypatch.setattr(f"{__name__}.TOLD", told)
    erasing.erase(receipt=ending)
    assert told == [(ending.studio_uuid, "closing")]


TOLD: list[tuple[UUID, str]] = []


def end_elsewhere(studio: Studio) -> None:
    TOLD.append((studio.uuid, studio.state))


def test_it_removes_what_killed_writers_left(acme: Studio) -> None:
    root: Path = objects.from_environment().local
    folder = root / keys.new_object(acme.uuid)
    folder.mkdir(parents=True)
    (folder / ".writing-half").write_bytes(b"half")
    assert temporaries.remove(at=timezone.now()) == 0
    assert temporaries.remove(at=timezone.now() + timedelta(days=2)) == 1
    assert not list(folder.iterdir())
