"""Keeping what was deleted readable for as long as an export may have it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from safelight import jobs
from safelight.storage import objects
from safelight.takeout.models import Export, KeptObject

REMOVE_OBJECT = "takeout.remove_object"


def delete(of_object: str) -> None:
    """Delete a stored object, now or when no export can have it any more."""
    if not keep(of_object, kind=REMOVE_OBJECT):
        objects.from_environment().delete_object(of_object)


def keep(object_key: str, *, kind: str) -> bool:
    """Whether an export may have the object: then the job of this kind is asked for again later."""
    if not Export.holding().exists():
        return False
    KeptObject.objects.get_or_create(
        object_key=object_key, defaults={"kind": kind, "kept_at": timezone.now()}
    )
    return True


def let_go() -> int:
    """Ask for the removal of what was kept, where no export is there any more; how many."""
    # The rows go and the jobs come together.
    with transaction.atomic():
        if Export.holding().exists():
            return 0
        kept = list(KeptObject.objects.select_for_update())
        for each in kept:
            jobs.enqueue(each.kind, key=each.object_key, object_key=each.object_key)
        KeptObject.objects.filter(pk__in=[each.pk for each in kept]).delete()
    return len(kept)
