"""Orders of some days as one file, for the page and the API."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from modules.commerce.exporting import figures, files, periods
from safelight.site import selectors as site


@dataclass(frozen=True)
class Export:
    """``file`` is at its beginning; whoever answers with it closes it."""

    file: IO[bytes]
    name: str


def export(*, kind: str, since: date | None, until: date | None) -> Export:
    """``kind`` is one of ``sheets.WRITERS``; both days are included, None leaves a side open."""
    zone = zoneinfo.ZoneInfo(site.site_settings().time_zone)
    begin, end = periods.between(since, until)
    made = files.write(kind, figures.of_orders(since=begin, until=end), zone)
    days = "-".join(f"{day:%Y%m%d}" for day in (since, until) if day) or _("all")
    return Export(made, f"orders-{days}.{kind}")
