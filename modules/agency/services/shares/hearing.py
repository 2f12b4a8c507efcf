"""What became of a sale, brought into the ledger.

Every event of an order only says that something happened: what it is, is read from the order, and
compared with what the ledger has heard of it. So it does not matter how often events come, nor in
which order, nor whether one was lost while the module was off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import F, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from modules.agency.models import Allocation, LedgerEntry, SharedSale
from modules.agency.services.shares import locking, reckoning, recording
from modules.agency.services.shares.reckoning import Share
from modules.commerce import facade as commerce
from safelight.outbox import brand as brands
from tenants.context import current_studio

K = LedgerEntry.Kind


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a sale: whether it stands, copies kept by item, refunds by id."""

    is_earned: bool
    kept: Mapping[int, int]
    refunds: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class News:
    """One thing that happened, in the words that the contributor reads, and what is true then."""

    kind: str
    reason: str
    at: datetime
    then: Standing


def hear(*, order_id: int, at: datetime) -> list[LedgerEntry]:
    """Bring an order's sale up to date; the entries that it took, none where nothing is new.

    The sale is recorded first where it was not yet.
    """
    order = commerce.sold_orders(order_ids=[order_id]).get(order_id)
    if order is None:
        return []
    with translation.override(brands.of(current_studio()).language), transaction.atomic():
        sale = locking.lock_sale(recording.record(order=order, at=at).pk)
        # Read again: it may have waited for somebody who heard of more.
        order = commerce.sold_orders(order_ids=[order_id])[order_id]
        return _Sale(sale, order, at).bring_up_to_date()


class _Sale:
    """A locked sale and its order as it is now."""

    def __init__(self, sale: SharedSale, order: commerce.SoldOrder, at: datetime) -> None:
        self.sale, self.order, self.at = sale, order, at
        rows = sale.allocations.order_by("line_id", "pk")
        grouped = groupby(rows, key=lambda each: each.line_id)
        self.by_line = {line_id: list(allocations) for line_id, allocations in grouped}

    def bring_up_to_date(self) -> list[LedgerEntry]:
        entries: list[LedgerEntry] = []
        standing, so_far = _heard(self.sale), self._so_far()
        for news in _news(standing, self.order, self.at):
            self.sale.steps += 1
            entries += self._entries(news, so_far)
            standing = news.then
        self.sale.is_earned = standing.is_earned
        self.sale.kept = {str(key): copies for key, copies in standing.kept.items()}
        self.sale.refunds = sorted(standing.refunds)
        self.sale.heard_at = self.at
        self.sale.save(update_fields=["heard_at", "is_earned", "kept", "refunds", "steps"])
        return LedgerEntry.objects.bulk_create(entries)

    def _so_far(self) -> dict[int, Share]:
        written = LedgerEntry.objects.filter(allocation__sale=self.sale).values("allocation")
        sums = written.annotate(of=Sum("basis"), got=Sum("amount"))
        return {each["allocation"]: Share(each["of"], each["got"]) for each in sums}

    def _entries(self, news: News, so_far: dict[int, Share]) -> Iterator[LedgerEntry]:
        for allocation, now in self._shares(news.then):
            before = so_far.get(allocation.pk, Share(0, 0))
            if allocation.contributor_id is None or now.amount == before.amount:
                continue
            so_far[allocation.pk] = now
            yield LedgerEntry(
                contributor_id=allocation.contributor_id, allocation=allocation, kind=news.kind,
                amount=now.amount - before.amount, basis=now.basis - before.basis,
                currency=allocation.currency, reason=(news.reason or allocation.rule)[:500],
                at=news.at, written_at=self.at,
                key=f"sale:{self.sale.pk}:{self.sale.steps}:{allocation.pk}",
            )  # fmt: skip

    def _shares(self, standing: Standing) -> Iterator[tuple[Allocation, Share]]:
        for line in self.order.lines:
            allocations = self.by_line.get(line.id, [])
            left = line.due - line.given_back(standing.refunds) if standing.is_earned else 0
            quantities = {item.id: item.quantity for item in line.items}
            parts = [
                reckoning.Part(
                    net=each.net, cost=each.cost, percent=each.percent,
                    quantity=quantities[each.item_id], kept=standing.kept.get(each.item_id, 0),
                )
                for each in allocations
            ]  # fmt: skip
            yield from zip(allocations, reckoning.shares(left, parts), strict=True)


def _heard(sale: SharedSale) -> Standing:
    return Standing(
        is_earned=sale.is_earned,
        kept={int(key): copies for key, copies in sale.kept.items()},
        refunds=frozenset(sale.refunds),
    )


def _news(standing: Standing, order: commerce.SoldOrder, at: datetime) -> Iterator[News]:
    """What the ledger has not heard of, as if one thing had happened after the other."""
    if not standing.is_earned:
        if order.settled_at is None:
            return
        kept = {item.id: copies for item, copies in _kept_when_paid(order)}
        standing = Standing(is_earned=True, kept=kept, refunds=frozenset())
        yield News(kind=K.EARNED, reason="", at=order.settled_at, then=standing)
    kept = {item.id: item.kept for line in order.lines for item in line.items}
    if kept != standing.kept:
        standing = replace(standing, kept=kept)
        yield _left_out(order, standing, at)
    there = {refund.id: refund for refund in order.refunds}
    for key in sorted(there.keys() - standing.refunds):
        standing = replace(standing, refunds=standing.refunds | {key})
        yield _refunded(there[key], standing)
    for key in sorted(standing.refunds - there.keys()):
        standing = replace(standing, refunds=standing.refunds - {key})
        reason = _("A refund failed after all; the money is back.")
        yield News(kind=K.REFUND_FAILED, reason=reason, at=at, then=standing)


def _kept_when_paid(order: commerce.SoldOrder) -> Iterator[tuple[commerce.SoldItem, int]]:
    """What was left out before it was paid was never due."""
    for line in order.lines:
        for item in line.items:
            yield item, item.kept if line.due < line.net else item.quantity


def _left_out(order: commerce.SoldOrder, then: Standing, at: datetime) -> News:
    if order.is_open:
        reason = _("The client does not get this, or not all copies of it.")
        return News(kind=K.LEFT_OUT, reason=reason, at=at, then=then)
    reason = _("The order was cancelled.")
    return News(kind=K.CANCELLED, reason=reason, at=at, then=then)


def _refunded(refund: commerce.SoldRefund, then: Standing) -> News:
    reason = _("The client got money back.")
    if refund.reason.strip():
        reason = _("The client got money back: %(why)s") % {"why": refund.reason.strip()}
    return News(kind=K.REFUNDED, reason=reason, at=refund.at, then=then)


def catch_up(*, at: datetime) -> int:
    """Hear of every recorded sale that something happened to since it was heard of last: news that
    came while the module was off. How many there were.
    """
    missed = SharedSale.objects.filter(order__entries__at__gt=F("heard_at")).distinct()
    order_ids = list(missed.values_list("order", flat=True))
    for order_id in order_ids:
        hear(order_id=order_id, at=at)
    return len(order_ids)
