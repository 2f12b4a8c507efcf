"""Sales of contributors' work for tests; use them inside a studio.

``sell`` writes an order as it lies in the database; what becomes of it goes the team's own way.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from modules.agency.models import Allocation, Contributor, LedgerEntry, Library, ShareRule
from modules.agency.services.shares import hearing, rules
from modules.commerce.models import ItemState, Method, Order, OrderItem, OrderLine
from modules.commerce.services import paying
from modules.commerce.services.orders import numbers
from modules.gallery import facade as gallery
from modules.gallery.models import Photo
from safelight.accounts.models import Person, Visitor
from tests.gallery.factories import make_photo

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of an order: one item a photo, ``quantity`` copies of each."""

    photos: Sequence[Photo]
    price: int
    tax: int = 0
    quantity: int = 1
    row: Any = None


def contributor(name: str = "Ansel", **fields: Any) -> Contributor:
    given = {"name": name, "email": f"{name.lower()}@example.net", **fields}
    made: Contributor = Contributor.objects.create(**given)
    return made


def library(of: Contributor | None, name: str = "Desk") -> Library:
    home = gallery.make_home(name=name)
    made: Library = Library.objects.create(name=name, home=home, contributor=of)
    return made


def file(of: Library | None = None, **fields: Any) -> Photo:
    made = make_photo(**fields)
    if of is not None:
        gallery.place_in_home(home=of.home, photo_ids=[made.pk])
    return made


def rule(percent: str, of: Any = None, whose: Contributor | None = None) -> ShareRule:
    return rules.set_rule(contributor=whose, of=of, percent=Decimal(percent), at=AT)


def sell(*lines: Line, person: Person | None = None, **fields: Any) -> Order:
    """An unpaid order of prices with tax, of which ``tax`` is in each line."""
    buyer = person or Person.objects.get(email="carla@example.org")
    visitor = Visitor.objects.get_or_create(person=buyer)[0]
    total = sum(line.price for line in lines)
    given = {"currency": "EUR", "payment": "unpaid" if total else "not_due", **fields}
    order: Order = Order.objects.create(
        number=numbers.take_next(), visitor=visitor, person=buyer, email=buyer.email, goods=total,
        total=total, tax=sum(line.tax for line in lines), placed_at=AT,
        placement_key=secrets.token_hex(16), **given,
    )  # fmt: skip
    for line in lines:
        _write(order, line)
    return order


def _write(order: Order, line: Line) -> None:
    copies = line.quantity * len(line.photos)
    assert line.price % copies == 0 or len(line.photos) > 1
    kind = "gallery" if len(line.photos) > 1 else "print"
    amounts = {"quantity": 1, "unit_price": line.price}
    if kind == "print":
        amounts = {"quantity": copies, "unit_price": line.price // copies}
    written = OrderLine.objects.create(
        order=order, kind=kind, name=line.photos[0].name, description="13 × 18 cm",
        amount=line.price, tax=line.tax, row=line.row,
        price_list=line.row.price_list if line.row else None,
        taxes=[{"name": "VAT", "percent": "19.0000", "amount": line.tax}] if line.tax else [],
        photo=line.photos[0] if kind == "print" else None, **amounts,
    )  # fmt: skip
    OrderItem.objects.bulk_create(
        OrderItem(
            order=order, line=written, photo=photo, name=photo.name, quantity=line.quantity,
            state=ItemState.AWAITING_PAYMENT, method=Method.EXTERNAL,
        )
        for photo in line.photos
    )  # fmt: skip


def pay(order: Order, *, at: datetime = AT) -> None:
    paying.mark_paid(order=order, by=owner(), note="", at=at)
    order.refresh_from_db()


def give_back(order: Order, amount: int, *, reason: str = "Too dark", at: datetime = AT) -> Any:
    order.refresh_from_db()
    return paying.refund(
        order=order, parts=paying.of_amount(order, amount), reason=reason, by=owner(),
        key=secrets.token_hex(8), at=at,
    )  # fmt: skip


def hear(order: Order, at: datetime | None = None) -> list[LedgerEntry]:
    return hearing.hear(order_id=order.pk, at=at or timezone.now())


def owner() -> Person:
    found: Person = Person.objects.get(email="alice@example.org")
    return found


def got(whose: Contributor | None = None) -> int:
    rows = LedgerEntry.objects.all()
    rows = rows if whose is None else rows.filter(contributor=whose)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def written(order: Order) -> list[tuple[str, str, int]]:
    """(file, whose, net) of each allocation."""
    rows = Allocation.objects.filter(sale__order=order)
    return [(row.file_name, row.contributor_name, row.net) for row in rows]
