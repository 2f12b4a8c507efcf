"""Exports: asking for one, preparing it, giving the link, dropping it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight import jobs, outbox
from safelight.accounts.models import Person
from safelight.audit import writing as audit
from safelight.jobs import selectors as working
from safelight.kernel.errors import Refusal
from safelight.storage import archive, links, names, objects, revisions, scratch
from safelight.storage.claims import Link, Scope
from safelight.takeout import holding, packing, snapshot
from safelight.takeout.models import Export
from tenants.context import current_studio

if TYPE_CHECKING:
    from pathlib import Path

PREPARE, REMOVE = "takeout.prepare", "takeout.remove"
KEPT_FOR = timedelta(days=7)
# A download that runs when an export ends in time, or is replaced, has this long to get to its end.
TO_THE_END = timedelta(hours=12)
PAGE = "/studio/settings/export/"


class OneAtATime(Refusal):
    code = "export_is_being_prepared"
    status = 409


class NotReady(Refusal):
    code = "export_not_ready"
    status = 409


def begin(*, by: Person | None, at: datetime) -> Export:
    """Ask for an export of everything. Raises ``OneAtATime`` while another one is prepared."""
    # The row, its job and the log's entry appear together.
    with transaction.atomic():
        export = _only_one(by, at)
        jobs.enqueue(PREPARE, key=export.public_id, export_id=export.pk)
        audit.note("takeout.asked", subject=("export", export.public_id, export.name))
    return export


def give_up(*, export: Export, at: datetime) -> None:
    """Prepare it no further, or take a finished one away before its time."""
    with transaction.atomic():
        audit.note("takeout.dropped", subject=("export", export.public_id, export.name))
        drop(export=export)


def prepare(*, export_id: int, at: datetime) -> None:
    """Do what is left to do for an export; the worker's part, as often as it takes."""
    export = Export.objects.get(pk=export_id)
    if export.state != Export.State.PREPARING:
        return
    if export.taken_at is None:
        _take(export, at=at)
    packed = packing.pack(export, beat=partial(_beat, export), at=at)
    saved = packing.plan(export, packed, at=at)
    _finish(export, saved, files=len(packed))


def fail(*, export_id: int) -> None:
    """Say that it will not be tried again, unless it got to its end; what was stored goes."""
    with transaction.atomic():
        rows = Export.objects.select_for_update()
        export = rows.filter(pk=export_id, state=Export.State.PREPARING).first()
        if export is not None:
            drop(export=export, state=Export.State.FAILED)


def drop(
    *, export: Export, state: str = Export.State.DROPPED, after: timedelta = timedelta(0)
) -> None:
    """End an export: its links end with the commit, its stored parts go in a job ``after`` it."""
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(
            state=state, access_revision=F("access_revision") + 1
        )
        export.refresh_from_db()
        studio = current_studio().uuid
        scope = Scope("export", export.public_id)
        transaction.on_commit(partial(revisions.publish, studio, scope, export.access_revision))
        jobs.enqueue(REMOVE, key=export.public_id, delay=after, export_id=export.pk)


def remove(*, export_id: int) -> None:
    """Delete what was written for an export that has ended, and what was kept for it alone."""
    export = Export.objects.exclude(state__in=Export.LIVE).filter(pk=export_id).first()
    if export is None:
        return
    store = objects.from_environment()
    found = list(export.parts.values_list("object_key", flat=True))
    for of_object in [*found, export.list_key, export.object_key]:
        if of_object:
            store.delete_object(of_object)
    export.parts.all().delete()
    Export.objects.filter(pk=export.pk).update(list_key="", object_key="")
    holding.let_go()


def lapse(*, at: datetime) -> int:
    """Drop exports whose time is over, and say of those that no worker is at that they failed."""
    over = Export.objects.filter(state=Export.State.READY, lapses_at__lte=at)
    for export in over:
        drop(export=export, after=TO_THE_END)
    _sweep(at)
    for export in Export.objects.filter(state=Export.State.PREPARING):
        job = working.latest(PREPARE, export.public_id)
        if job is None or job.state not in {job.State.QUEUED, job.State.RUNNING}:
            fail(export_id=export.pk)
    # What a worker kept just as the last export went is nobody's any more.
    holding.let_go()
    return len(over)


def _sweep(at: datetime) -> None:
    """Ask again for the removal of what ended long ago, whatever became of the job for it."""
    with transaction.atomic():
        ended = Export.holding().exclude(state__in=Export.LIVE)
        for export in ended.filter(asked_at__lt=at - KEPT_FOR - 2 * TO_THE_END):
            jobs.enqueue(REMOVE, key=export.public_id, export_id=export.pk)


def link(*, export: Export, host: str, at: datetime) -> str:
    """The signed absolute address of a finished export. Raises ``NotReady``."""
    if export.state != Export.State.READY or export.lapses_at is None or export.lapses_at <= at:
        raise NotReady(_("This export cannot be downloaded now."))
    studio, plain = current_studio().uuid, links.plain_host(host)
    scope = Scope("export", export.public_id)
    revisions.publish(studio, scope, export.access_revision)
    made = Link(
        studio=studio, host=plain, scope=scope, revision=export.access_revision,
        object_key=export.object_key, variant=archive.VARIANT, media_type=archive.MEDIA_TYPE,
        kind="archive", name=f"{export.name}.zip", reference=export.public_id,
    )  # fmt: skip
    return links.data_url(plain, links.sign(made, at=at))


def _only_one(by: Person | None, at: datetime) -> Export:
    """A new row; of two who ask at once, the database lets one through."""
    try:
        with transaction.atomic():
            made: Export = Export.objects.create(asked_by=by, asked_at=at, name=_name(at))
    except IntegrityError as clash:
        raise OneAtATime(_("An export is being prepared already.")) from clash
    return made


def _name(at: datetime) -> str:
    safe = names.safe_name(f"{current_studio().name} {at:%Y-%m-%d}".replace("%", "_"))
    return names.shortened(safe, 100)


def _take(export: Export, *, at: datetime) -> None:
    """Read all rows at one moment and store them; what an earlier try stored goes first."""
    store = objects.from_environment()
    for each in export.parts.all():
        store.delete_object(each.object_key)
    export.parts.all().delete()
    with scratch.folder(store.local, current_studio().uuid) as folder:
        snapshot.take(folder)
        for file in sorted((folder / "data").rglob("*")):
            if file.is_file():
                _check(export)
                packing.part(export, str(file.relative_to(folder)), _chunks(file))
        listed = packing.part(export, snapshot.LIST, _chunks(folder / snapshot.LIST))
    export.list_key, export.taken_at = listed.object_key, at
    export.save(update_fields=["list_key", "taken_at"])


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            yield block


def _beat(export: Export, done: int, total: int) -> None:
    _check(export)
    Export.objects.filter(pk=export.pk).update(done=done, files=total)
    jobs.heartbeat(done=done, total=total)


def _check(export: Export) -> None:
    if not Export.objects.filter(pk=export.pk, state=Export.State.PREPARING).exists():
        raise jobs.Skipped("The export was given up.")


def _finish(export: Export, saved: archive.SavedPlan, *, files: int) -> None:
    """Ready, in place of the one before, with a mail to whoever asked."""
    at = timezone.now()
    # It is ready, the older one is gone and the mail is on its way, together.
    with transaction.atomic():
        changed = Export.objects.filter(pk=export.pk, state=Export.State.PREPARING).update(
            state=Export.State.READY, ready_at=at, lapses_at=at + KEPT_FOR,
            object_key=saved.object_key, bytes=saved.length, files=files, done=files,
        )  # fmt: skip
        if changed:
            for older in Export.objects.filter(state=Export.State.READY).exclude(pk=export.pk):
                drop(export=older, after=TO_THE_END)
            _tell(export, saved)
    if not changed:
        objects.from_environment().delete_object(saved.object_key)
        raise jobs.Skipped("The export was given up.")


def _tell(export: Export, saved: archive.SavedPlan) -> None:
    if export.asked_by is not None:
        outbox.post(
            key=f"takeout ready {export.public_id}", to=export.asked_by.email,
            to_name=export.asked_by.name, template="takeout_ready",
            context={"path": PAGE, "days": KEPT_FOR.days, "bytes": saved.length},
            related=("export", export.public_id),
        )  # fmt: skip
