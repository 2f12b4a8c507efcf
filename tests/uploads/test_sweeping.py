"""Uploads that nobody finishes, and uploads that nobody could hand over."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from modules.gallery.models import Batch, BatchFile, Gallery
from safelight.accounts.models import Person
from safelight.storage import parts
from safelight.uploads import appending, limits, services, sweeping
from safelight.uploads.models import Upload
from tenants.context import current_studio
from tenants.models import Studio
from tests.gallery.ingest.sending import Bytes
from tests.uploads.live import metadata

NOW = timezone.now()
LATER = NOW + limits.LIFE + timedelta(seconds=1)


@pytest.fixture
def begun(inside_acme: Studio, alice: Person) -> Upload:
    """Three bytes of six are in."""
    batch = Batch.objects.create(gallery=Gallery.objects.create(title="x"), made_at=NOW)
    upload = services.begin(
        owner=alice, purpose="gallery.batch", length=6, at=NOW,
        metadata_header=metadata(purpose="gallery.batch", batch=batch.public_id, filename="a.jpg"),
    )  # fmt: skip
    add(upload, b"abc", offset=0)
    return upload


def add(upload: Upload, data: bytes, *, offset: int) -> None:
    appending.append(
        upload=upload, offset=offset, length=None, body=Bytes(data), checksum=None, at=NOW
    )


def test_upl_17_it_frees_what_has_expired(begun: Upload) -> None:
    assert sweeping.sweep(at=NOW) == 0
    assert sweeping.sweep(at=LATER) == 1
    with pytest.raises(parts.NoSuchUpload):
        services.store().size(begun.storage_key)


def test_it_waits_longer_after_each_byte(begun: Upload) -> None:
    later = NOW + limits.LIFE / 2
    appending.append(upload=begun, offset=3, length=None, body=Bytes(b"d"), checksum=None, at=later)

    assert sweeping.sweep(at=LATER) == 0


def test_it_hands_over_what_its_process_could_not(begun: Upload) -> None:
    add(begun, b"def", offset=3)  # and then the process was killed
    sweeping.sweep(at=NOW)

    assert BatchFile.objects.get().is_received
    assert Upload.objects.get().is_received


def test_it_hands_over_what_a_killed_process_did_not_count(begun: Upload) -> None:
    with services.store().path(begun.storage_key).open("ab") as file:
        file.write(b"def")
    sweeping.sweep(at=NOW)

    assert BatchFile.objects.get().is_received


def test_it_frees_bytes_without_a_row(inside_acme: Studio) -> None:
    key = services.store().create(current_studio().uuid)
    old = (NOW - 2 * limits.LIFE).timestamp()
    os.utime(services.store().path(key), (old, old))
    sweeping.sweep(at=NOW)

    assert not services.store().path(key).exists()


def test_it_forgets_old_ends(begun: Upload) -> None:
    services.terminate(upload=begun, at=NOW)
    sweeping.sweep(at=NOW + limits.MEMORY / 2)
    assert Upload.objects.exists()
    sweeping.sweep(at=NOW + limits.MEMORY + timedelta(days=1))

    assert not Upload.objects.exists()


def test_it_counts_no_unconfirmed_bytes(begun: Upload) -> None:
    """A process was killed between the bytes and their checksum."""
    Upload.objects.update(unconfirmed_from=1)
    begun.refresh_from_db()

    assert services.offset_of(begun) == 1
    add(begun, b"bcdef", offset=1)
    assert services.offset_of(begun) == 6
