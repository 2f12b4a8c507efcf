"""The figures of a report: by day, by a dimension, and the orders behind one row of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from modules.agency.services.reports import positions
from modules.agency.services.reports.dimensions import Dimension
from modules.commerce.models import OrderLine

ORDERS_A_PAGE = 50
SHIPPING = "shipping"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Sums in minor units of one currency. ``tax`` and ``shipping`` are as in the export of orders:
    of what was not left out before it was paid; ``tax_back`` is what of ``tax`` went back.
    """

    orders: int = 0
    pieces: int = 0
    gross: int = 0
    shipping: int = 0
    tax: int = 0
    refunded: int = 0
    tax_back: int = 0
    cost: int = 0
    share: int = 0

    @property
    def sales(self) -> int:
        return self.gross + self.shipping

    @property
    def kept_tax(self) -> int:
        """What the state gets of it."""
        return self.tax - self.tax_back

    @property
    def remains(self) -> int:
        """Of what was sold, after refunds, tax, making and contributors' shares."""
        return self.sales - self.refunded - self.kept_tax - self.cost - self.share

    def __add__(self, other: Figures) -> Figures:
        mine = {each.name: getattr(self, each.name) for each in fields(self)}
        return Figures(**{name: value + getattr(other, name) for name, value in mine.items()})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One photographer, client, …; ``before`` in the days that the period is compared with."""

    key: str
    label: str
    now: Figures
    before: Figures = field(default_factory=Figures)


@dataclass(frozen=True, kw_only=True)
class OfOrder:
    """What of one order is behind a row."""

    number: int
    public_id: str
    name: str
    placed_at: datetime
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Days:
    """Figures by day; days without a sale are left out."""

    now: Mapping[date, Figures]
    before: Mapping[date, Figures]

    @property
    def total(self) -> Figures:
        return total(self.now.values())

    @property
    def total_before(self) -> Figures:
        return total(self.before.values())


def total(found: Iterable[Figures]) -> Figures:
    return sum(found, start=Figures())


def by_day(parameters: Mapping[str, Any]) -> dict[str, Days]:
    """The days of each currency, by its code."""
    rows = _rows(
        f"""{positions.WITH}
        SELECT p.currency, p.is_before, (p.placed_at AT TIME ZONE %(zone)s)::date AS day,
               count(DISTINCT p.order_id) AS orders, {positions.sums()}
        FROM p GROUP BY 1, 2, 3 ORDER BY 3""",  # noqa: S608 - our own words only
        parameters,
    )
    found: dict[str, Days] = {}
    for row in rows:
        days = found.setdefault(row["currency"], Days(now={}, before={}))
        side: Any = days.before if row["is_before"] else days.now
        side[row["day"]] = _figures(row)
    return found


def by(dimension: Dimension, parameters: Mapping[str, Any], *, currency: str) -> list[Row]:
    """The rows of one currency: the most sold first, months in their order."""
    rows = _rows(
        f"""{dimension.begin}
        SELECT {dimension.keyed} AS key, p.is_before, max({dimension.label}) AS label,
               count(DISTINCT p.order_id) AS orders, {positions.sums()}
        FROM {dimension.source}
        WHERE p.currency = %(currency)s GROUP BY 1, 2""",  # noqa: S608 - our own words only
        {**parameters, "currency": currency},
    )
    labels = {row["key"]: _called(dimension, row["key"], row["label"]) for row in rows}
    now = {row["key"]: _figures(row) for row in rows if not row["is_before"]}
    before = {row["key"]: _figures(row) for row in rows if row["is_before"]}
    found = [
        Row(key=key, label=label, now=now.get(key, Figures()), before=before.get(key, Figures()))
        for key, label in labels.items()
    ]
    if dimension.name == "month":
        return sorted((row for row in found if row.key in now), key=lambda row: row.key)
    return sorted(found, key=lambda row: (-row.now.sales, -row.before.sales, row.label))


def orders_behind(
    dimension: Dimension, key: str, parameters: Mapping[str, Any], *, currency: str,
    below: int | None = None,
) -> list[OfOrder]:  # fmt: skip
    """Orders of the period with something of that row, the newest first; numbers under ``below``.

    One more than ``ORDERS_A_PAGE`` where there are more.
    """
    rows = _rows(
        f"""{dimension.begin}
        SELECT o.number, o.public_id, coalesce(nullif(o.name, ''), o.email) AS name, o.placed_at,
               1 AS orders, {positions.sums()}
        FROM {dimension.source} JOIN commerce_order o ON o.id = p.order_id
        WHERE p.currency = %(currency)s AND NOT p.is_before AND {dimension.keyed} = %(key)s
          AND o.number < %(below)s
        GROUP BY o.id ORDER BY o.number DESC LIMIT %(most)s""",  # noqa: S608 - as above
        {**parameters, "currency": currency, "key": key, "below": below or 2**31 - 1,
         "most": ORDERS_A_PAGE + 1},
    )  # fmt: skip
    return [
        OfOrder(
            number=row["number"], public_id=row["public_id"], name=row["name"],
            placed_at=row["placed_at"], figures=_figures(row),
        )
        for row in rows
    ]  # fmt: skip


def _called(dimension: Dimension, key: str, label: str | None) -> str:
    if dimension.parts_shipping and key == SHIPPING:
        return _("Shipping")
    if not key:
        return str(dimension.none)
    kinds: dict[str, Any] = dict(OrderLine.Kind.choices) if dimension.name == "product" else {}
    return label or str(kinds.get(key, key))


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(**{each.name: int(row[each.name]) for each in fields(Figures)})


def _rows(sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
