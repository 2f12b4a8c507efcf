"""Print files are large and can be made again: those that nobody wants any more are removed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from modules.labs.models import LabOrder, LabPiece, PrintFile
from safelight.storage import keys, objects

# Longer than any link lasts, and than a client waits before they complain of a print.
KEPT = timedelta(days=90)
_AT_ONCE = 200


def clear(*, at: datetime) -> int:
    """Remove files of which no lab order is live and that are older than ``KEPT``; how many.

    Their rows stay: asked for again, the same file is made at the same place.
    """
    live = LabPiece.objects.filter(
        file=OuterRef("pk"), is_live=True, lab_order__state__in=LabOrder.LIVE
    )
    lately = Q(made_at__gte=at - KEPT) | Q(fetched_at__gte=at - KEPT)
    old = PrintFile.objects.exclude(made_at=None).exclude(lately).exclude(Exists(live))
    store, removed = objects.from_environment(), 0
    for file in old.order_by("pk")[:_AT_ONCE]:
        # The row first: whoever asks from here on has the file made once more.
        removed += PrintFile.objects.filter(pk=file.pk, made_at=file.made_at).update(made_at=None)
        store.delete_object(keys.split(file.key)[0])
    return removed
