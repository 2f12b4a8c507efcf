"""Whether a client gets a file of a gallery now, and what it takes where they do not.

``held`` answers whoever shows a download or begins one; ``count`` writes down what is given, under
the terms' lock and with one row for each number, so that however many fetch at once never more
than the included ones are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from modules.commerce.models import Deliverables, DeliverableTerms, IncludedPhoto
from modules.commerce.services.deliverables import counting, proofing, saying
from modules.commerce.services.deliverables.counting import Quota
from modules.gallery import facade as gallery
from modules.gallery.facts import Held
from safelight.jobs import switches

SOFT = DeliverableTerms.Mode.SOFT_PROOFING


def held(*, gallery_id: int, photo_ids: Sequence[int]) -> dict[int, Held]:
    """Of these photos those that clients may not have now, and why; nothing without terms.

    Of more new photos together than are left, none is given: the client says which, and pays for
    nothing by accident.
    """
    quota = counting.quota_of(gallery_id=gallery_id)
    if quota is None:
        return {}
    if quota.terms.mode == SOFT:
        return proofing.held(quota, photo_ids)
    new = [photo_id for photo_id in dict.fromkeys(photo_ids) if photo_id not in quota.free]
    if quota.left is None or len(new) <= quota.left:
        return {}
    return saying.of_extras(quota, new)


def count(
    *, gallery_id: int, photo_ids: Sequence[int], visitor_id: int | None, at: datetime
) -> list[int]:
    """A client is given these now: count what is new; those that are not to be given after all.

    Part of the caller's transaction, which gives up nothing else. The same photo counts once.
    """
    terms = _locked(gallery_id)
    if terms is None:
        return []
    if terms.mode == SOFT:
        return list(held(gallery_id=gallery_id, photo_ids=photo_ids))
    quota = counting.quotas([gallery_id])[gallery_id]
    new = [photo_id for photo_id in dict.fromkeys(photo_ids) if photo_id not in quota.free]
    may = new if quota.left is None else new[: quota.left]
    _take(quota, may, visitor_id, at)
    return new[len(may) :]


def include(
    *, gallery_id: int, photo_ids: Sequence[int], visitor_id: int, at: datetime
) -> int:  # fmt: skip
    """The client says which of their photos are the included ones, before they fetch them.

    How many were counted; raises ``saying.TooMany`` where fewer are left, and counts none then.
    """
    # Counted all or none.
    with transaction.atomic():
        refused = count(
            gallery_id=gallery_id, photo_ids=photo_ids, visitor_id=visitor_id, at=at
        )  # fmt: skip
        if refused:
            raise saying.TooMany.by(len(refused))
    return len(photo_ids)


def _locked(gallery_id: int) -> Deliverables | None:
    rows = Deliverables.objects.all()
    if not switches.is_off("locks"):
        rows = rows.select_for_update()
    found: Deliverables | None = rows.filter(gallery=gallery_id).first()
    return found


def _take(quota: Quota, photo_ids: Sequence[int], visitor_id: int | None, at: datetime) -> None:
    if not photo_ids:
        return
    facts = gallery.photos(ids=photo_ids)
    IncludedPhoto.objects.bulk_create(
        IncludedPhoto(
            deliverables=quota.terms, photo_id=photo_id, name=facts[photo_id].name,
            number=number, visitor_id=visitor_id, at=at,
        )
        for number, photo_id in enumerate(photo_ids, start=quota.count + 1)
    )  # fmt: skip
