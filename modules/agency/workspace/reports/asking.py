"""What the address of a report asks for; what is unknown there is passed over."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from modules.agency.services.reports import dimensions
from modules.agency.services.reports.dimensions import Dimension
from modules.agency.services.reports.periods import Period, Span, period
from modules.agency.services.reports.positions import Asked

SPANS: Mapping[str, Any] = {
    Span.MONTH: _("This month"),
    Span.LAST_MONTH: _("Last month"),
    Span.QUARTER: _("This quarter"),
    Span.LAST_QUARTER: _("Last quarter"),
    Span.YEAR: _("This year"),
    Span.LAST_YEAR: _("Last year"),
    Span.DAYS: _("Days that I choose"),
}
COUNTS: Mapping[str, Any] = {"paid": _("Paid orders"), "all": _("All orders, unpaid ones too")}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """``currency`` is empty where none was asked for."""

    asked: Asked
    dimension: Dimension
    currency: str
    key: str
    below: int | None

    @property
    def period(self) -> Period:
        return self.asked.period

    def url(self, page: str = "reports", **changes: object) -> str:
        """The address of this report, or of another page about it, with some things changed.

        ``None`` leaves something out.
        """
        said: dict[str, object] = {"period": self.period.span.value, "by": self.dimension.name}
        if self.period.span == Span.DAYS:
            said |= {"from": self.period.now.first, "to": self.period.now.last}
        if self.asked.unpaid:
            said["count"] = "all"
        if self.currency:
            said["currency"] = self.currency
        said |= changes
        kept = {name: value for name, value in said.items() if value is not None}
        return f"{reverse(f'agency_workspace:{page}')}?{urlencode(kept)}"


def asking(request: HttpRequest, *, zone: str, today: date) -> Asking:
    """``zone`` and ``today`` are the studio's."""
    said = request.GET
    span = Span(said["period"]) if said.get("period") in SPANS else Span.MONTH
    first, last = _day(said.get("from", "")), _day(said.get("to", ""))
    days = period(span, today=today, first=first, last=last)
    below = said.get("below", "")
    return Asking(
        asked=Asked(
            period=days, zone=zoneinfo.ZoneInfo(zone), unpaid=said.get("count") == "all"
        ),
        dimension=dimensions.ALL.get(said.get("by", ""), dimensions.ALL["photographer"]),
        currency=said.get("currency", "")[:3],
        key=said.get("key", "")[:60],
        below=int(below) if below.isascii() and below.isdigit() and len(below) < 10 else None,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
