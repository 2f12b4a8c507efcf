"""Turning the bytes of a received upload into a stored object, as often as it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safelight.storage import keys, objects
from safelight.uploads import services
from safelight.uploads.models import Upload
from tenants.context import current_studio

ORIGINAL = "original"


def object_of(upload: Upload) -> str:
    """The object's key. It follows from the upload's, so that a repeated job writes no second."""
    identity = upload.storage_key.rpartition("/")[2]
    return f"{current_studio().uuid.hex}/{identity[:2]}/{identity}"


@contextmanager
def adopted(of_object: str) -> Iterator[Path]:
    """The upload as an object, stored where it is not yet, and its bytes as a file meanwhile.

    Raises ``storage.parts.NoSuchUpload`` where there is neither, ``objects.StorageAway`` where
    the storage does not answer; then the upload is still there.
    """
    store = objects.from_environment()
    key = keys.join(of_object, ORIGINAL)
    stored = store.exists(key)
    growing = services.store()
    with store.at_hand(key) if stored else growing.finishing(_growing(of_object), key) as path:
        yield path


def discard(of_object: str) -> None:
    """Free whatever there is of the object and of the upload that it came by."""
    objects.from_environment().delete_object(of_object)
    services.store().delete(_growing(of_object))
    Upload.objects.filter(storage_key=_growing(of_object), held__gt=0).update(held=0)


def _growing(of_object: str) -> str:
    return f"{keys.studio_of(of_object).hex}/uploads/{keys.identity_of(of_object).hex}"
