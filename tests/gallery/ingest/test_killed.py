"""Workers that die in the middle, and files that kill each worker."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test import override_settings
from django.utils import timezone

from modules.gallery.models import BatchFile, Gallery, Photo, PhotoVersion, Placement
from modules.gallery.services import ingest
from safelight.accounts.models import Person
from safelight.jobs import claims, doorbell, parking, runner, sweeping
from safelight.jobs.models import Job
from safelight.outbox.models import DomainEvent
from safelight.storage import keys, objects
from safelight.uploads import limits
from safelight.uploads import sweeping as uploads
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.gallery.ingest.sending import Sender
from tests.gallery.ingest.worker import POINTS
from tests.jobs import workers

Picture = Callable[..., bytes]
Without = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def committing(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sender]:
    """A sender whose rows other processes can see."""
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    _forget_jobs()
    with tenant_context(fresh_studio):
        person = Person.objects.get(email="alice@example.org")
        yield Sender(Gallery.objects.create(title="Wedding"), person)
    _forget_jobs()


def killed_and_taken_over(sender: Sender, data: bytes, point: str) -> None:
    """Kill a real worker at this point, have another one take over, and count what there is."""
    sender.send(sender.open(), data, "IMG_1.JPG")
    assert _worker(KILL_AT=point).wait(60) == -signal.SIGKILL
    _expire_leases()
    _serve()

    photo = Photo.objects.select_related("version").get()
    assert photo.version is not None
    assert (PhotoVersion.objects.count(), Placement.objects.count()) == (1, 1)
    assert DomainEvent.objects.filter(name="gallery.PhotoAdded").count() == 1
    assert _stored(photo.version) == {"original", "400", "1200", "2048"}
    assert photo.version.sha256 == hashlib.sha256(data).hexdigest()
    assert Job.objects.get(kind="gallery.ingest").state == "done"


@pytest.mark.fault
@pytest.mark.parametrize("point", POINTS)
def test_it_loses_nothing_and_doubles_nothing(
    committing: Sender, picture: Picture, point: str
) -> None:
    killed_and_taken_over(committing, picture(), point)


@pytest.mark.fault
@pytest.mark.parametrize("point", ["when one object is stored", "before the decision"])
def test_it_loses_nothing_in_a_bucket(
    committing: Sender, picture: Picture, point: str, in_a_bucket: Path
) -> None:
    killed_and_taken_over(committing, picture(), point)
    _tidy_much_later()
    assert not [path for path in in_a_bucket.rglob("*") if path.is_file()]


@pytest.mark.fault
def test_it_would_lose_the_photo_without_a_lease(committing: Sender, picture: Picture) -> None:
    with override_settings(RELIABILITY_DISABLE={"lease"}), pytest.raises(Photo.DoesNotExist):
        killed_and_taken_over(committing, picture(), "before the decision")


@pytest.mark.fault
def test_it_gives_a_name_to_one_of_two_workers(committing: Sender, picture: Picture) -> None:
    for colour in ("red", "green", "blue", "teal"):
        committing.send(committing.open(), picture(colour), "IMG_1.JPG")
    both = [_worker(), _worker()]
    assert [worker.wait(60) for worker in both] == [0, 0]

    names = sorted(Photo.objects.values_list("name", flat=True))
    assert names == ["IMG_1 (2).JPG", "IMG_1 (3).JPG", "IMG_1 (4).JPG", "IMG_1.JPG"]


class TestPoison:
    """A file that kills each worker that touches it."""

    def test_it_is_refused_after_the_last_attempt(
        self, committing: Sender, picture: Picture
    ) -> None:
        file = _poisoned(committing, picture())

        assert ingest.refuse_parked() == 1
        refused = BatchFile.objects.get(pk=file.pk)
        assert refused.outcome == BatchFile.Outcome.REFUSED
        assert refused.reason.endswith("upload it again.")

    def test_it_can_be_tried_again_by_an_operator(
        self, committing: Sender, picture: Picture
    ) -> None:
        file = _poisoned(committing, picture())
        ingest.refuse_parked()
        with public_context():
            assert parking.try_again(Job.objects.get(kind="gallery.ingest"))
        _serve()

        assert BatchFile.objects.get(pk=file.pk).outcome == BatchFile.Outcome.ADDED


def _poisoned(sender: Sender, data: bytes) -> BatchFile:
    file = sender.send(sender.open(), data)
    with public_context():
        for _ in range(4):
            assert claims.take("ingest") is not None
            _expire_leases()
    assert Job.objects.get(kind="gallery.ingest").state == "parked"
    return file


def _worker(**extra: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.gallery.ingest.worker"]
    return subprocess.Popen(command, env=workers.environment(**extra))


def _serve() -> None:
    with public_context():
        runner.serve("ingest", seconds=10)


def _expire_leases() -> None:
    with public_context():
        Job.objects.filter(state="running").update(lease_until=Now())
        sweeping.sweep()


def _stored(version: PhotoVersion) -> set[str]:
    store = objects.from_environment()
    if isinstance(store, objects.FileStore):
        folder = store.root / keys.checked_object(version.object_key)
        return {file.name for file in folder.iterdir()}
    variants = ("original", "400", "1200", "2048")
    return {name for name in variants if store.exists(keys.join(version.object_key, name))}


def _tidy_much_later() -> None:
    """What the hourly jobs find a month from now."""
    later = timezone.now() + limits.MEMORY + limits.LIFE
    ingest.tidy(at=later)
    for _ in range(2):  # The first forgets the upload's row, the second finds the file a stranger.
        uploads.sweep(at=later)


def _forget_jobs() -> None:
    with public_context(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE jobs_job, jobs_turn")
