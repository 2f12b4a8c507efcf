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
    taken = {
        name: pictures.take(sent=file, kind=SitePicture.Kind.EMBLEM) for name, file in sent.items()
    }
    cleared = {name: None for name in gone if name not in taken}
    return settings.change(values={**looks, **cleared, **taken})
