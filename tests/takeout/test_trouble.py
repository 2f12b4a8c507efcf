"""Exports while workers die, the disk is full, and the studio goes on working."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.gallery.models import Photo, PhotoVersion
from modules.gallery.services import photos
from safelight.accounts.models import Person
from safelight.jobs import sweeping
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.kernel import takeouts
from safelight.storage import keys, objects
from safelight.takeout import packing, services
from safelight.takeout.models import Export, ExportPart, KeptObject
from tenants.context import current_studio, tenant_context
from tenants.models import Studio
from tests.takeout import bags, filling

Open = Callable[..., Browser]
PHOTOS = 3


class Killed(BaseException):
    """What no handler catches: the worker is gone."""


@pytest.fixture
def studio(acme: Studio) -> Studio:
    with tenant_context(acme):
        filling.fill(photos=PHOTOS, orders=1)
    return acme


def stored() -> set[str]:
    """Objects of the studio that we are in, as the storage has them."""
    store, later = objects.from_environment(), timezone.now() + timedelta(minutes=1)
    return set(store.objects_before(current_studio().uuid, later))


def known() -> set[str]:
    """Objects that rows of photos and exports name."""
    named = {*PhotoVersion.objects.values_list("object_key", flat=True)}
    named |= {*ExportPart.objects.values_list("object_key", flat=True)}
    return named | {*Export.objects.exclude(object_key="").values_list("object_key", flat=True)}


def begun(studio: Studio, by: Person) -> Export:
    with tenant_context(studio):
        return services.begin(by=by, at=timezone.now())


def dying(at: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Kill the worker when it stored its file number ``at``; all keys that are written."""
    write, written = objects.FileStore.write, list[str]()

    def wrapped(store: objects.FileStore, key: str, chunks: Iterable[bytes]) -> int:
        size = write(store, key, chunks)
        written.append(key)
        if len(written) == at:
            raise Killed
        return size

    monkeypatch.setattr(objects.FileStore, "write", wrapped)
    return written


def test_it_goes_on_where_a_killed_worker_was(
    studio: Studio, alice: Person, browser: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = begun(studio, alice)
    # One a table, the list of files and two of facts; and the first of what else belongs there.
    sheets = len(list(takeouts.sheets())) + 4
    written = dying(sheets, monkeypatch)
    with pytest.raises(Killed):
        drain(allow_failures=True)
    with tenant_context(studio):
        assert Export.objects.get(pk=export.pk).taken_at is not None, "too early a death to tell"
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(1))
    sweeping.sweep()
    drain(allow_failures=True)
    with tenant_context(studio):
        export.refresh_from_db()
        assert stored() == known()
    assert max(map(written.count, written[: sheets - 1])) == 1
    bag = bags.unpacked(studio, browser(studio, alice), export, tmp_path)
    assert bagit.Bag(str(bag)).validate()


def test_it_says_that_it_failed_where_every_worker_was_killed(
    studio: Studio, alice: Person, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying(5, monkeypatch)
    begun(studio, alice)
    Job.objects.update(max_attempts=1)
    with pytest.raises(Killed):
        drain(allow_failures=True)
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(1))
    sweeping.sweep()
    with tenant_context(studio):
        services.lapse(at=timezone.now())
    drain(allow_failures=True)
    with tenant_context(studio):
        assert Export.objects.get().state == "failed"
        assert stored() == known()
        assert not ExportPart.objects.exists()
    assert "Failed" in browser(studio, alice).get("/studio/settings/export/").content.decode()


def test_it_leaves_nothing_where_the_disk_is_full(
    studio: Studio, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: objects.FileStore, key: str, chunks: Iterable[bytes]) -> int:
        raise objects.StorageFull(errno.ENOSPC, "The storage is full")

    export = begun(studio, alice)
    monkeypatch.setattr(objects.FileStore, "write", full)
    drain(retries=True, allow_failures=True)
    with tenant_context(studio):
        export.refresh_from_db()
        assert export.state == "failed"
        assert stored() == known()
    begun(studio, alice)


def test_it_lets_one_of_two_through_who_ask_at_once(studio: Studio, alice: Person) -> None:
    begun(studio, alice)
    with pytest.raises(services.OneAtATime):
        begun(studio, alice)


def busy(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """After the snapshot a photo goes, one is replaced, an order comes; the gone one's bytes."""
    gone = Photo.objects.select_related("version").order_by("pk")[0]
    assert gone.version is not None
    with objects.from_environment().open(keys.join(gone.version.object_key, "original")) as file:
        was = file.read()
    pack = packing.pack

    def meanwhile(*rest: object, **more: object) -> object:
        photos.delete(photo_ids=[gone.pk])
        PhotoVersion.objects.order_by("-pk").update(name="renamed.jpg", ready_at=None)
        Order.objects.update(number=1, note="later")
        drain(allow_failures=True)
        return pack(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(packing, "pack", meanwhile)
    return was


def test_it_stays_as_it_was_at_its_moment_while_the_studio_goes_on(
    acme: Studio, alice: Person, browser: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant_context(acme):
        filling.fill(photos=PHOTOS, orders=0)
        was = busy(acme, monkeypatch)
    export = bags.exported(acme, alice)
    bag = bags.unpacked(acme, browser(acme, alice), export, tmp_path)
    assert bagit.Bag(str(bag)).validate()
    assert export.missing == 0
    files = [path.read_bytes() for path in (bag / "data/photos").rglob("*.jpg")]
    assert (len(files), files.count(was)) == (PHOTOS, 1)
    assert "renamed" not in (bag / "data/gallery/photo_version.jsonl").read_text()
    with tenant_context(acme):
        services.give_up(export=export, at=timezone.now())
    drain(allow_failures=True)
    with tenant_context(acme):
        assert stored() == known()
        assert not KeptObject.objects.exists()


def test_it_leaves_a_running_download_time_to_get_to_its_end(
    studio: Studio, alice: Person, browser: Open
) -> None:
    export = bags.exported(studio, alice)
    with tenant_context(studio):
        services.lapse(at=timezone.now() + services.KEPT_FOR)
        with pytest.raises(services.NotReady):
            services.link(export=Export.objects.get(), host="acme.localhost", at=timezone.now())
        photos.delete(photo_ids=[Photo.objects.order_by("-pk")[0].pk])
    drain(allow_failures=True)
    with tenant_context(studio):
        assert stored() >= known()
        assert len(stored() - known()) == 1, "the photo that a download may be at"
        assert ExportPart.objects.filter(export=export).exists()
    drain(allow_failures=True, delayed=True)
    with tenant_context(studio):
        assert stored() == {*PhotoVersion.objects.values_list("object_key", flat=True)}


def test_it_leaves_nothing_where_it_is_given_up_while_a_worker_is_at_it(
    studio: Studio, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, export = packing.pack, begun(studio, alice)

    def given_up(*rest: object, **more: object) -> object:
        services.give_up(export=export, at=timezone.now())
        services.remove(export_id=export.pk)
        packing.part(export, "data/too late.txt", [b"late"])
        return pack(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(packing, "pack", given_up)
    drain(allow_failures=True)
    with tenant_context(studio):
        assert stored() == {*PhotoVersion.objects.values_list("object_key", flat=True)}


def test_it_keeps_an_export_that_was_ready_before_somebody_said_that_it_failed(
    inside_acme: Studio,
) -> None:
    export = Export.objects.create(asked_at=timezone.now(), state=Export.State.READY)
    services.fail(export_id=export.pk)
    export.refresh_from_db()
    assert export.state == Export.State.READY


def test_it_removes_what_was_kept_just_as_the_last_export_went(inside_acme: Studio) -> None:
    KeptObject.objects.create(object_key="k", kind="takeout.remove_object", kept_at=timezone.now())
    services.lapse(at=timezone.now())
    assert not KeptObject.objects.exists()
    assert Job.objects.filter(kind="takeout.remove_object", key="k").exists()
