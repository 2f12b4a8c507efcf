"""A lab order as adapters take it."""

from __future__ import annotations

from datetime import datetime, timedelta

from modules.labs import contract
from modules.labs.models import LabOrder, LabPiece
from modules.labs.services import printing, showing, slips
from modules.labs.services.ordering import keys, recipients
from safelight.jobs import switches

# Longer than any lab tries to fetch a file, and than its orders are kept back before production.
LINK_DAYS = 14


def submission(lab_order: LabOrder, *, at: datetime) -> contract.Submission:
    """Of a lab order whose files are made. Links of its files last ``contract.LINK_DAYS`` of the
    connection's settings from now on.
    """
    rows = lab_order.pieces.filter(is_live=True).select_related("item__order", "item__line", "file")
    customs = showing.customs_of(row.item.line.row_id for row in rows if row.item.line.row_id)
    until = at + timedelta(days=_link_days(lab_order))
    # A lab that compares keys would keep the twin of D-12 from failing.
    key = keys.of(lab_order) if switches.is_off("lab_keys") else lab_order.key
    return contract.Submission(
        reference=lab_order.reference,
        key=key,
        method=lab_order.method,
        recipient=recipients.for_lab(lab_order.recipient),
        pieces=tuple(_piece(row, until, customs.get(row.item.line.row_id or 0)) for row in rows),
        branding=_branding(lab_order, until),
        note=lab_order.note,
        previous=lab_order.trace,
        placed_at=lab_order.first_sent_at or at,
        again=lab_order.again,
        links_end_at=until,
    )


def _link_days(lab_order: LabOrder) -> int:
    written = str(lab_order.connection.settings.get(contract.LINK_DAYS, ""))
    return int(written) if written.isascii() and written.isdigit() else LINK_DAYS


def _branding(lab_order: LabOrder, until: datetime) -> dict[str, str]:
    """With the addresses of what is made for this order."""
    return {
        name: slips.link(lab_order=lab_order, until=until) if value == slips.MADE else value
        for name, value in lab_order.branding.items()
    }


def _piece(row: LabPiece, until: datetime, customs: contract.Customs | None) -> contract.Piece:
    files = () if row.file is None else (printing.for_lab(file=row.file, until=until),)
    return contract.Piece(
        reference=row.public_id,
        sku=row.sku,
        copies=row.copies,
        attributes=row.attributes,
        files=files,
        retail=contract.Money(row.retail, row.item.order.currency),
        customs=customs,
        words=row.words,
    )
