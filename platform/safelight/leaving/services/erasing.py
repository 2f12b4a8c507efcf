"""Erasing a studio: everything it had, nothing of anybody else, and a receipt.

Steps, each of which may be killed at any moment and is then done again: nothing but the last one
says that it is over. The studio's row goes last, so that whatever runs finds out what it runs for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from safelight import jobs
from safelight.accounts.services import owning
from safelight.connect.models import ConnectedAccount, ReceivedEvent
from safelight.jobs.models import Job, Turn
from safelight.leaving.models import Departure, Receipt
from safelight.leaving.services import inventory, traces
from safelight.storage import objects
from tenants import life, resolve
from tenants.context import public_context, tenant_context
from tenants.models import HeldHost, Studio

log = logging.getLogger(__name__)

ERASE = "leaving.erase"
LOOK_AGAIN = "leaving.look_again"
SEND_RECEIPT = "leaving.send_receipt"
HELD_FOR = timedelta(days=90)
"""How long nobody else gets the studio's address: links to it are about."""
LOOKS_AFTER = timedelta(hours=1)
"""A worker that was cut off may have stored a last file; by then it has long ended."""
DRAINED_WITHIN = 45.0
"""Seconds to wait for running work before the job goes to the end of the queue."""
PAUSE = 0.5

Hook = Callable[[Studio], None]


class WorkRuns(jobs.TryLater):
    """A job of the studio still has its lease."""


def begin_due(*, at: datetime) -> int:
    """Begin to erase every studio whose day has come; how many."""
    due = Studio.objects.filter(state=Studio.State.LEAVING, erase_at__lte=at)
    return sum(_begin_or_log(studio, at) for studio in due.order_by("pk"))


def _begin_or_log(studio: Studio, at: datetime) -> bool:
    """A studio that cannot be read holds nobody else up; the next hour tries again."""
    try:
        return _begin(studio, at)
    except Exception:
        log.exception("The erasing of a studio could not begin")
        return False


def _begin(studio: Studio, at: datetime) -> bool:
    try:
        # From its first moment on, an erasure has a row that says how far it is.
        with transaction.atomic():
            life.begin_erasing(studio=studio, at=at)
            receipt = _receipt(studio, at)
            jobs.enqueue(ERASE, key=studio.uuid.hex, receipt_id=receipt.pk)
    except life.WrongState:
        return False  # Somebody was faster, or it stays after all.
    resolve.forget_all()
    return True


def _receipt(studio: Studio, at: datetime) -> Receipt:
    departure = Departure.objects.filter(studio=studio, stayed_at=None).first()
    with tenant_context(studio):
        owners = list(owning.owners())
        language = next((each.language for each in owners if each.language), "en")
        to = [each.email for each in owners]
    return Receipt.objects.create(
        studio_uuid=studio.uuid,
        schema_name=studio.schema_name,
        name=studio.name,
        address=studio.address or "",
        hosts=sorted(studio.domains.values_list("domain", flat=True)),
        opened_at=studio.opened_at,
        closed_at=departure.asked_at if departure else at,
        asked_by=departure.asked_by if departure else "",
        approved_by=departure.approved_by if departure else "",
        language=language,
        owners=to,
    )


def erase(*, receipt: Receipt) -> None:
    """Do every step, each of which may have been done before.

    Raises ``WorkRuns``; whatever else fails is tried again.
    """
    with public_context():
        studio = Studio.objects.filter(uuid=receipt.studio_uuid).first()
        if studio is None or receipt.erased_at is not None:
            return
        for name, step in STEPS.items():
            step(studio, receipt)
            receipt.step = name
            receipt.save(update_fields=["step"])


def _drain(studio: Studio, receipt: Receipt) -> None:
    """Cancel what waits, and wait for what runs: it hears at its next heartbeat."""
    end = time.monotonic() + DRAINED_WITHIN
    while True:
        Job.objects.filter(studio=studio, state=Job.State.QUEUED).update(
            state=Job.State.CANCELLED, finished_at=Now(), error="Its studio is erased."
        )
        if not Job.objects.filter(studio=studio, lease_until__gt=Now()).exists():
            return
        if time.monotonic() > end:
            raise WorkRuns("Work of the studio is running.")
        time.sleep(PAUSE)


def _count(studio: Studio, receipt: Receipt) -> None:
    """Before anything is gone; what a killed run has counted counts."""
    if not receipt.digest:
        inventory.take(receipt)


def _tell_others(studio: Studio, receipt: Receipt) -> None:
    """Whoever knows the studio elsewhere ends that: its subscription, its domains."""
    for path in settings.BEFORE_ERASING:
        hook: Hook = import_string(path)
        hook(studio)


def _drop_schema(studio: Studio, receipt: Receipt) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Requests that were in the studio when it closed may end first, but not keep us for ever.
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        try:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{studio.schema_name}" CASCADE')
        except OperationalError as problem:
            raise WorkRuns("Somebody is still reading the studio's tables.") from problem


def _remove_files(studio: Studio, receipt: Receipt) -> None:
    objects.from_environment().delete_studio(studio.uuid)


def _remove_traces(studio: Studio, receipt: Receipt) -> None:
    traces.forget(studio_uuid=studio.uuid, schema_name=studio.schema_name)
    Job.objects.filter(studio=studio.pk).delete()
    Turn.objects.filter(lane=studio.pk).delete()
    accounts = ConnectedAccount.objects.filter(studio=studio)
    ReceivedEvent.objects.filter(account__in=accounts.values("account")).delete()


def _remove_row(studio: Studio, receipt: Receipt) -> None:
    """The end: no row leads here any more, and the receipt says so."""
    at = timezone.now()
    # Half of it would be a studio without hosts, or hosts that anybody could take.
    with transaction.atomic():
        for host in receipt.hosts:
            if host.endswith(f".{settings.PLATFORM_HOST}"):
                HeldHost.objects.update_or_create(host=host, defaults={"until": at + HELD_FOR})
        Studio.objects.filter(pk=studio.pk).delete()
        receipt.erased_at = at
        receipt.save(update_fields=["erased_at"])
        jobs.enqueue(SEND_RECEIPT, key=receipt.uuid.hex, receipt_id=receipt.pk)
        jobs.enqueue(LOOK_AGAIN, key=receipt.uuid.hex, delay=LOOKS_AFTER, receipt_id=receipt.pk)
    resolve.forget_all()
    log.info("Studio %s is erased: receipt %s", receipt.studio_uuid, receipt.uuid)


STEPS: dict[str, Callable[[Studio, Receipt], None]] = {
    "drained": _drain,
    "counted": _count,
    "others told": _tell_others,
    "schema dropped": _drop_schema,
    "files removed": _remove_files,
    "traces removed": _remove_traces,
    "done": _remove_row,
}


def look_again(*, receipt: Receipt) -> None:
    """Remove what came after the end, from a worker or an upload that was cut off."""
    store = objects.from_environment()
    left = next(store.files_of(receipt.studio_uuid), None)
    if left is not None:
        log.warning("Files of erased studio %s came late and are removed", receipt.studio_uuid)
        store.delete_studio(receipt.studio_uuid)
    traces.forget(studio_uuid=receipt.studio_uuid, schema_name=receipt.schema_name)
