"""Parcels that a lab has sent: each once, to the client or to the studio."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabOrder, LabParcel, LabPiece
from modules.labs.services.ordering import stopping, trail
from safelight.accounts.models import Person


def arrive(
    lab_order: LabOrder,
    sent: Iterable[contract.Sent],
    *,
    at: datetime,
    by: Person | None = None,
) -> int:
    """Take over the parcels of a locked lab order that are new; how many. ``by`` says so instead
    of the lab.
    """
    return sum(_arrive(lab_order, each, at, by) for each in sent)


def _arrive(lab_order: LabOrder, sent: contract.Sent, at: datetime, by: Person | None) -> bool:
    pieces = _pieces(lab_order, sent)
    if not pieces:
        return False
    parcel, is_new = LabParcel.objects.get_or_create(
        lab_order=lab_order, reference=sent.reference[:120],
        defaults={
            "carrier": sent.carrier[:80], "service": sent.service[:80],
            "tracking": sent.number[:120], "tracking_url": stopping.web_address(sent.url),
            "sent_at": sent.sent_at or at,
        },
    )  # fmt: skip
    if not is_new:
        return False
    parcel.pieces.set(pieces)
    trail.record(
        lab_order=lab_order, verb="parcel", by=by, at=at, pieces=len(pieces),
        carrier=parcel.carrier, number=parcel.tracking,
    )  # fmt: skip
    _tell(lab_order, parcel, pieces, at)
    return True


def _pieces(lab_order: LabOrder, sent: contract.Sent) -> list[LabPiece]:
    rows = lab_order.pieces.select_related("item")
    if sent.pieces:
        return list(rows.filter(public_id__in=sent.pieces))
    live = rows.filter(is_live=True)
    # Of what the studio has marked as sent, the lab's own word comes second.
    return list(live.filter(parcels=None)) or list(live)


def _tell(lab_order: LabOrder, parcel: LabParcel, pieces: Sequence[LabPiece], at: datetime) -> None:
    """To the clients' orders: each gets its own part."""
    by_order: dict[int, dict[int, int]] = {}
    for piece in pieces:
        by_order.setdefault(piece.item.order_id, {})[piece.item_id] = piece.copies
    tracking = commerce.Tracking(
        carrier=parcel.carrier, number=parcel.tracking, url=parcel.tracking_url
    )
    for order_id, copies in sorted(by_order.items()):
        if lab_order.to_studio:
            commerce.at_lab.arrived(order_id=order_id, item_ids=list(copies), at=at)
            continue
        commerce.at_lab.shipped(
            order_id=order_id, reference=f"{lab_order.public_id}:{parcel.reference}"[:120],
            copies=copies, tracking=tracking, at=at,
        )  # fmt: skip
