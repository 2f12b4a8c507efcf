"""Taking the photo transfer off a gallery that nobody counts on."""

from __future__ import annotations

from django.db import transaction

from modules.gallery import hooks
from modules.gallery.models import Gallery
from modules.gallery.services import galleries, transfers, tree
from safelight.kernel.errors import Refusal


class TransferStays(Refusal):
    """Clients count on it; the sentence says who."""

    code = "transfer_stays"


def end(*, gallery: Gallery, modules: frozenset[str]) -> int:
    """Delete the finals of a gallery and have no photo transfer any more; how many there were.

    What is ordered as a file from then on is delivered by its order. Where there is no transfer,
    nothing happens. Raises ``TransferStays``.
    """
    # The finals, where they lie, and what is written of them at the gallery go together.
    with transaction.atomic():
        tree.lock()
        finals = Gallery.objects.filter(finals_of=gallery).first()
        if finals is None:
            return 0
        if sentence := hooks.why_transfer_stays(modules, gallery=gallery):
            raise TransferStays(sentence)
        transfers.decide_anew([gallery.pk])
        gone = galleries.delete(gallery=finals)
        gallery.transfer, gallery.transfer_with_prints = "", False
        gallery.save(update_fields=["transfer", "transfer_with_prints"])
        tree.touched([gallery.pk])
    return gone.deleted + gone.kept
