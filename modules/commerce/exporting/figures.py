"""The figures of each line of orders, with its share of what belongs to the whole parcel.

A parcel's shipping, and what was given back of it, is split over its lines by what they cost. So
``gross`` and ``shipping`` of an order's rows sum to its total, and ``refunded`` to what was given
back of it; money that came twice, and went back, is no part of an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.db.models import Prefetch, QuerySet

from modules.commerce import hooks
from modules.commerce.models import Document, Order, OrderLine, Parcel, Payment, Refund
from modules.commerce.money.allocation import allocate

# Orders that are held at a time.
CHUNK = 50
# Before and after every order.
_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1970, 9999))
Costs = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One line; amounts are minor units of the order's currency, ``shipping`` with its tax.

    ``made_for``: what labs ask the studio for making it, by currency.
    """

    order: Order
    line: OrderLine | None
    name: str
    amount: int = 0
    discount: int = 0
    coupon: int = 0
    codes: str = ""
    net: int = 0
    tax: int = 0
    gross: int = 0
    shipping: int = 0
    shipping_tax: int = 0
    refunded: int = 0
    payment: Payment | None = None
    papers: Sequence[Document] = ()
    made_for: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.gross + self.shipping


@dataclass
class _Shares:
    shipping: int = 0
    tax: int = 0
    refunded: int = 0


@dataclass
class _Order:
    """An order whose rows were all read at once."""

    order: Order
    made_for: Costs
    lines: list[OrderLine] = field(default_factory=list)

    def figures(self) -> Iterator[Figures]:
        order = self.order
        self.lines = list(order.lines.all())
        self.back = _given_back(order)
        shares = {line.pk: _Shares(refunded=self._refunded(line)) for line in self.lines}
        alone = [each for each in order.parcels.all() if not self._share(each, shares)]
        payment = next((p for p in order.payments.all() if p.state == p.State.SUCCEEDED), None)
        papers = list(order.documents.all())
        for line in self.lines:
            made = _figures(order, line, shares[line.pk], payment, papers)
            yield replace(made, made_for=self.made_for.get(line.pk, {}))
        for parcel in alone:
            yield Figures(
                order=order, line=None, name=parcel.name, shipping=parcel.gross,
                shipping_tax=parcel.kept_tax, refunded=self._refunded(parcel),
                payment=payment, papers=papers,
            )  # fmt: skip

    def _refunded(self, row: OrderLine | Parcel) -> int:
        return self.back.get((type(row), row.pk), 0)

    def _share(self, parcel: Parcel, shares: dict[int, _Shares]) -> bool:
        """Split what the parcel cost over its lines; False where it has none."""
        parcel.order = self.order
        lines = [line for line in self.lines if line.parcel_id == parcel.pk]
        for line in lines:
            line.order = self.order
        if not lines:
            return False
        weights = [line.gross for line in lines]
        parts = zip(
            lines,
            _split(parcel.gross, weights),
            _split(parcel.kept_tax, weights),
            _split(self._refunded(parcel), weights),
            strict=True,
        )
        for line, cost, tax, back in parts:
            share = shares[line.pk]
            share.shipping, share.tax = share.shipping + cost, share.tax + tax
            share.refunded += back
        return True


def of_orders(*, since: datetime | None, until: datetime | None) -> Iterator[Figures]:
    """Of orders that were placed from ``since`` to before ``until``, the oldest first."""
    found: QuerySet[Order] = Order.objects.order_by("number")
    if since is not None:
        found = found.filter(placed_at__gte=since)
    if until is not None:
        found = found.filter(placed_at__lt=until)
    lines = OrderLine.objects.select_related("gallery", "price_list").order_by("pk")
    related: QuerySet[Order] = found.prefetch_related(
        Prefetch("lines", lines), "parcels", "payments", "documents"
    )
    given_back = Refund.objects.filter(state=Refund.State.SUCCEEDED).prefetch_related("parts")
    related = related.prefetch_related(Prefetch("refunds", given_back))
    costs = _costs(since or _FIRST, until or _LAST)
    for order in related.iterator(chunk_size=CHUNK):
        yield from _Order(order, costs).figures()
        # Rows that know their order, and it them, would stay until Python looks for such rings.
        order.__dict__.pop("_prefetched_objects_cache", None)


def _costs(since: datetime, until: datetime) -> Costs:
    """What labs ask for, by the line's id; only of what labs made."""
    found: dict[int, dict[str, int]] = {}
    for cost in hooks.costs_of_making(since=since, until=until):
        sums = found.setdefault(cost.line_id, {})
        sums[cost.currency] = sums.get(cost.currency, 0) + cost.amount
    return found


def _figures(
    order: Order,
    line: OrderLine,
    share: _Shares,
    payment: Payment | None,
    papers: Sequence[Document],
) -> Figures:
    line.order = order
    coupons = [each for each in line.discounts if each.get("code")]
    return Figures(
        order=order, line=line, name=line.name, amount=line.amount, discount=line.discount,
        coupon=sum(each["amount"] for each in coupons),
        codes=", ".join(each["code"] for each in coupons),
        net=line.net, tax=line.kept_tax, gross=line.gross, shipping=share.shipping,
        shipping_tax=share.tax, refunded=share.refunded, payment=payment, papers=papers,
    )  # fmt: skip


def _given_back(order: Order) -> dict[tuple[type[OrderLine | Parcel], int | None], int]:
    """What was given back of each line and parcel."""
    sums: dict[tuple[type[OrderLine | Parcel], int | None], int] = {}
    for part in (part for refund in order.refunds.all() for part in refund.parts.all()):
        kind: type[OrderLine | Parcel] = OrderLine if part.line_id else Parcel
        key = kind, part.line_id or part.parcel_id
        sums[key] = sums.get(key, 0) + part.amount
    return sums


def _split(amount: int, weights: Iterable[int]) -> list[int]:
    known = list(weights)
    return allocate(amount, known if any(known) else [1] * len(known))
