"""A report as its page and its files show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _

from modules.agency.services.reports import dimensions, reading
from modules.agency.services.reports.periods import Days, Span
from modules.agency.services.reports.reading import Figures, Row
from modules.agency.workspace.reports import plots
from modules.agency.workspace.reports.asking import COUNTS, SPANS, Asking
from modules.commerce import facade as commerce
from safelight.site.models import SiteSettings
from safelight.web import dates

TOP_TEN = 10
# Rows of the page; files have them all.
MOST_ROWS = 100


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A row of the table. ``part``: how wide its bar is; ``percent``: its part of all sales."""

    row: Row
    label: str
    url: str
    part: str
    percent: int
    change: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of the figures at the head of the page."""

    title: str
    amount: int
    change: str
    is_main: bool = False


def context(asking: Asking, settings: SiteSettings, *, is_whole: bool) -> dict[str, Any]:
    """What the page's template shows; two queries, and what modules know of costs."""
    parameters = asking.asked.parameters()
    found = reading.by_day(parameters)
    currency = currency_of(asking, settings, found)
    days = found.get(currency, reading.Days(now={}, before={}))
    rows = reading.by(asking.dimension, parameters, currency=currency) if found else []
    shown = _shown(asking, rows, currency)
    return {
        "asking": asking,
        "currency": currency,
        "currencies": [
            {"title": code, "url": asking.url(currency=code), "current": code == currency}
            for code in sorted(found)
        ],
        "figures": _figures(days.total, days.total_before),
        "plot": plots.over_time(asking, days, currency),
        "rows": shown if is_whole else shown[:MOST_ROWS],
        "more": 0 if is_whole else max(0, len(shown) - MOST_ROWS),
        "whole_url": asking.url(rows="all"),
        "total": days.total,
        "top": [] if asking.dimension.name == "month" else _top(shown),
        "is_empty": not days.total.orders and not days.total_before.orders,
        "now": named(asking.period.now),
        "before": named(asking.period.before),
        "spans": _options(SPANS, asking.period.span),
        "counts": _options(COUNTS, "all" if asking.asked.unpaid else "paid"),
        "is_days": asking.period.span == Span.DAYS,
        "tabs": _tabs(asking),
        "files": {kind: asking.url("report_file", format=kind) for kind in ("csv", "xlsx")},
    }


def currency_of(
    asking: Asking, settings: SiteSettings, found: Mapping[str, reading.Days]
) -> str:  # fmt: skip
    """What was asked for, else the studio's own, else the first there is."""
    for code in (asking.currency, settings.currency):
        if code in found:
            return str(code)
    return next(iter(sorted(found)), settings.currency)


def behind(asking: Asking, settings: SiteSettings) -> dict[str, Any] | None:
    """The orders behind the row of ``asking.key``; None where there is no such row."""
    parameters = asking.asked.parameters()
    currency = asking.currency or settings.currency
    rows = reading.by(asking.dimension, parameters, currency=currency)
    row = next((each for each in rows if each.key == asking.key), None)
    if row is None:
        return None
    orders = reading.orders_behind(
        asking.dimension, asking.key, parameters, currency=currency, below=asking.below
    )
    more = orders[reading.ORDERS_A_PAGE :]
    orders = orders[: reading.ORDERS_A_PAGE]
    next_url = asking.url("report_orders", key=asking.key, below=orders[-1].number) if more else ""
    return {
        "asking": asking, "currency": currency, "row": row, "label": label(asking, row),
        "orders": orders, "next_url": next_url, "now": named(asking.period.now),
        "first_url": asking.url("report_orders", key=asking.key) if asking.below else "",
    }  # fmt: skip


def file(asking: Asking, settings: SiteSettings, kind: str) -> tuple[IO[bytes], str]:
    """The rows in all currencies, and the file's name; ``kind`` of ``commerce.sheets.WRITERS``."""
    parameters = asking.asked.parameters()
    lines = (
        _line(asking, row, code)
        for code in sorted(reading.by_day(parameters))
        for row in reading.by(asking.dimension, parameters, currency=code)
    )
    head = [
        str(asking.dimension.title), _("Currency"), _("Orders"), _("Pieces"), _("Goods"),
        _("Shipping"), _("Sales"), _("Given back"), _("Tax"), _("Lab costs"), _("Shares"),
        _("What remains"), _("Sales before"),
    ]  # fmt: skip
    made = commerce.sheets.WRITERS[kind](_("Report"), head, lines)
    now = asking.period.now
    name = f"{asking.dimension.name}-{now.first:%Y%m%d}-{now.last:%Y%m%d}.{kind}"
    return made, name


def label(asking: Asking, row: Row) -> str:
    if asking.dimension.name != "month":
        return row.label
    return dates.month(date.fromisoformat(f"{row.key}-01"))


def named(days: Days) -> str:
    return f"{dates.day(days.first)} – {dates.day(days.last)}"


def _line(asking: Asking, row: Row, code: str) -> commerce.sheets.Line:
    def of(amount: int) -> commerce.sheets.Cell:
        return commerce.sheets.amount(amount, code)

    now = row.now
    money = (
        now.gross, now.shipping, now.sales, now.refunded, now.kept_tax, now.cost, now.share,
        now.remains, row.before.sales,
    )  # fmt: skip
    cells = [label(asking, row), code, now.orders, now.pieces, *map(of, money)]
    return commerce.sheets.Line(code, cells)


def _shown(asking: Asking, rows: Sequence[Row], currency: str) -> list[Shown]:
    whole = sum(row.now.sales for row in rows)
    most = max((row.now.sales for row in rows), default=0)
    return [
        Shown(
            row=row, label=label(asking, row),
            url=asking.url("report_orders", key=row.key, currency=currency),
            part=f"{100 * row.now.sales / most if most else 0:.2f}%",
            percent=round(100 * row.now.sales / whole) if whole else 0,
            change=_change(row.now.sales, row.before.sales),
        )
        for row in rows
    ]  # fmt: skip


def _top(rows: Sequence[Shown]) -> list[Shown]:
    """Shipping is sold with things, and is none of them."""
    sold = (each for each in rows if each.row.now.sales and each.row.key != reading.SHIPPING)
    return list(islice(sold, TOP_TEN))


def _figures(now: Figures, before: Figures) -> list[Figure]:
    found = [
        (_("Sales"), "sales"), (_("Given back"), "refunded"), (_("Tax"), "kept_tax"),
        (_("Lab costs"), "cost"), (_("Shares"), "share"), (_("What remains"), "remains"),
    ]  # fmt: skip
    return [
        Figure(
            title=title, amount=getattr(now, name), is_main=name in ("sales", "remains"),
            change=_change(getattr(now, name), getattr(before, name)),
        )
        for title, name in found
    ]  # fmt: skip


def _change(now: int, before: int) -> str:
    """+12 %; nothing where there is nothing to compare with."""
    if before <= 0:
        return ""
    percent = round(100 * (now - before) / before)
    if abs(percent) >= 1000:
        return _("%(times)s times") % {"times": round(now / before)}
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)} %"


def _options(choices: Mapping[str, Any], chosen: str) -> Iterator[tuple[str, Any, bool]]:
    return ((str(value), title, value == chosen) for value, title in choices.items())


def _tabs(asking: Asking) -> list[dict[str, Any]]:
    return [
        {
            "title": each.title, "url": asking.url(by=each.name), "count": None,
            "current": each.name == asking.dimension.name,
        }
        for each in dimensions.ALL.values()
    ]  # fmt: skip
