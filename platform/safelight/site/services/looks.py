"""Changing the studio's look with its pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from safelight.site.models import SitePicture
from safelight.site.services import pictures, settings


def change(
    *,
    looks: Mapping[str, Any],
    sent: Mapping[str, UploadedFile[Any]],
    gone: Collection[str] = (),
) -> list[str]:
    """Store look, new emblems and which are gone; returns sentences that the studio is told.

    Raises ``pictures.NotAPicture`` before anything is changed.
    """
    return settings.change(values={**looks, **emblems(sent, gone)})


def emblems(
    sent: Mapping[str, UploadedFile[Any]], gone: Collection[str]
) -> dict[str, SitePicture | None]:
    """The fields of a ``Face`` with the pictures that were sent, and without those that are gone.

    Raises ``pictures.NotAPicture``.
    """
    taken = {
        name: pictures.take(sent=file, kind=SitePicture.Kind.EMBLEM) for name, file in sent.items()
    }
    return {**dict.fromkeys(gone), **taken}
