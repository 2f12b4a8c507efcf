"""The job that removes the files of a deleted photo, after the rows are gone."""

from __future__ import annotations

from modules.gallery.models import PhotoVersion
from modules.gallery.services.photos import REMOVE_OBJECT
from safelight import jobs
from safelight.storage import objects
from safelight.takeout import holding


@jobs.handler(REMOVE_OBJECT)
def remove_object(*, object_key: str, **_: object) -> None:
    if PhotoVersion.objects.filter(object_key=object_key).exists():
        raise jobs.Skipped("A photo has this file again.")
    if holding.keep(object_key, kind=REMOVE_OBJECT):
        raise jobs.Skipped("An export of the studio may have it.")
    objects.from_environment().delete_object(object_key)
