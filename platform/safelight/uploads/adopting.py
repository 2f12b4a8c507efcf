"""Turning the bytes of a received upload into a stored object, as often as it is asked."""

from __future__ import annotations

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


def adopt(of_object: str) -> Path:
    """Move the upload's file under the object's key, where it is not yet; its path.

    No byte is copied. Raises ``storage.parts.NoSuchUpload`` where there is neither.
    """
    store = objects.from_environment()
    key = keys.join(of_object, ORIGINAL)
    if not store.exists(key):
        services.store().finish(_growing(of_object), key)
    return store.path(key)


def discard(of_object: str) -> None:
    """Free whatever there is of the object and of the upload that it came by."""
    objects.from_environment().delete_object(of_object)
    services.store().delete(_growing(of_object))


def _growing(of_object: str) -> str:
    return f"{keys.studio_of(of_object).hex}/uploads/{keys.identity_of(of_object).hex}"
