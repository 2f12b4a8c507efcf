"""*Notify clients*: one mail for each client and order, however often it is pressed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Method, Order, OrderItem, TransferNotice
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import locking, mails, trail
from modules.commerce.services.transferring import reporting
from modules.commerce.services.transferring.opening import personal_path
from modules.commerce.services.transferring.reporting import Line
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class FinalsAreShut(Refusal):
    """The mail would lead to a closed door."""

    code = "finals_are_shut"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who was told now, who had been before, and who was not: finals or money are missing."""

    now: list[Order] = field(default_factory=list)
    before: list[Order] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)


def notify(
    *, gallery: Gallery, transferred: Collection[int], by: Person, at: datetime,
    incomplete: bool = False,
) -> Told:  # fmt: skip
    """Tell every client whose order is paid and whose finals are there, each order once.

    ``transferred``: ids of photos that have a final. ``incomplete``: also tell where some finals of
    an order are missing; they get no second mail when these come. Raises ``FinalsAreShut``.
    """
    _check(gallery)
    told, prints = Told(), gallery.transfer_with_prints
    report = reporting.report(gallery_id=gallery.pk, with_prints=prints, transferred=transferred)
    for line in report.lines:
        wanted = line.is_open and line.transferred and (line.is_complete or incomplete)
        if line.told_at is None and not wanted:
            told.waiting.append(line)
        elif _tell(gallery, line.order, transferred, by, at):
            told.now.append(line.order)
        else:
            told.before.append(line.order)
    return told


def _tell(
    gallery: Gallery, order: Order, transferred: Collection[int], by: Person, at: datetime
) -> bool:
    """Whether this call has told the client. Finals that came later are noted without a mail."""
    # Items, notice, history and mail appear together; whoever comes second waits here.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        items = reporting.items_there(
            locked, gallery_id=gallery.pk, with_prints=gallery.transfer_with_prints,
            transferred=transferred,
        )  # fmt: skip
        if not items:
            return False
        _hand_over(locked, items, at)
        notice, is_new = TransferNotice.objects.get_or_create(
            order=locked, gallery=gallery, defaults={"by": by, "at": at}
        )
        if is_new:
            trail.record(order=locked, verb="transferred", by=by, at=at, photos=len(items))
            path = personal_path(locked, gallery.public_id)
            mails.finals_ready(notice, items, path=path, title=gallery.title)
    return is_new


def _hand_over(order: Order, items: list[OrderItem], at: datetime) -> None:
    due = [
        item
        for item in items
        if item.method == Method.TRANSFER and item.state == ItemState.EXTERNAL
    ]
    for item in due:
        item.hand_over(ItemState.DELIVERED, at=at)
    OrderItem.objects.bulk_update(due, ["state", "delivered_at", "problem"])
    outcomes.settle_fulfilment(order)


def _check(gallery: Gallery) -> None:
    if gallery.transfer not in (Gallery.Transfer.ORDERED, Gallery.Transfer.ANYBODY):
        raise FinalsAreShut(_("Say first who downloads the finals: now it is nobody."))
    galleries = [gallery, *gallery.ancestors()]
    if any(each.is_closed for each in galleries):
        raise FinalsAreShut(_("This gallery has closed. Give it a later last day first."))
    if not all(each.is_published for each in galleries):
        raise FinalsAreShut(_("This gallery is a draft: nobody could open the link. Publish it."))
