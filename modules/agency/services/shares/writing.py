"""A statement as a sheet of paper and as a file for a spreadsheet, and the bank's file of a run.

They say what is frozen in the rows, so they are the same whenever they are made.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import IO

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from modules.agency.models import LedgerEntry, PaymentRun, Statement
from modules.commerce import facade as commerce
from safelight.outbox import brand as brands
from safelight.site import selectors as site
from safelight.web.templatetags.web import money
from tenants.context import current_studio


def entries_of(statement: Statement) -> list[LedgerEntry]:
    rows = LedgerEntry.objects.filter(line__statement=statement).select_related("allocation")
    return list(rows.order_by("at", "pk"))


def percent(entry: LedgerEntry) -> str:
    """Empty where it is of no sale."""
    return entry.allocation.percent_words if entry.allocation else ""


def statement_csv(statement: Statement) -> IO[bytes]:
    """A file at its beginning; whoever answers with it closes it."""
    head = [
        _("Date"), _("What"), _("Order"), _("File"), _("Sold as"), _("Library"), _("Of"),
        _("Percent"), _("Amount"), _("Currency"), _("Reason"),
    ]  # fmt: skip
    return commerce.sheets.write_csv(_("Statement"), head, _rows(statement))


def _rows(statement: Statement) -> Iterator[commerce.sheets.Line]:
    currency, zone = statement.currency, _zone()

    def of(cells: list[commerce.sheets.Cell]) -> commerce.sheets.Line:
        return commerce.sheets.Line(currency, cells)

    def amount(minor_units: int) -> commerce.sheets.Cell:
        return commerce.sheets.amount(minor_units, currency)

    opening = statement.first_date.isoformat() if statement.first_date else ""
    yield of([opening, _("Opening balance"), *[""] * 6, amount(statement.opening), currency, ""])
    for entry in entries_of(statement):
        sale = entry.allocation
        sold = [sale.order_number, sale.file_name, sale.description, sale.library_name,
                amount(entry.basis)] if sale else [""] * 5  # fmt: skip
        yield of([
            entry.at.astimezone(zone).date().isoformat(), str(entry.get_kind_display()), *sold,
            percent(entry), amount(entry.amount), currency, entry.reason,
        ])  # fmt: skip
    last = statement.last_date.isoformat()
    yield of([last, _("Closing balance"), *[""] * 6, amount(statement.closing), currency, ""])


def run_csv(run: PaymentRun) -> IO[bytes]:
    """What a bank's form asks for: payee, account, amount, currency, reference."""
    head = [_("Payee"), _("Account"), _("Amount"), _("Currency"), _("Reference")]
    rows = (
        commerce.sheets.Line(
            run.currency,
            [
                each.payee, each.account, commerce.sheets.amount(each.amount, run.currency),
                run.currency, each.reference,
            ],
        )
        for each in run.payouts.all()
    )  # fmt: skip
    return commerce.sheets.write_csv(_("Payment run"), head, rows)


def statement_pdf(statement: Statement) -> bytes:
    """Laid out twice, to say on each page how many there are."""
    brand = brands.of(current_studio())
    with translation.override(brand.language):
        with closing(_Writing(statement, brand, pages=0)) as counted:
            pages = int(counted.sheet.page_no())
        with closing(_Writing(statement, brand, pages=pages)) as written:
            return bytes(written.sheet.output())


class _Writing:
    def __init__(self, statement: Statement, brand: brands.Brand, *, pages: int) -> None:
        self.statement, self.zone = statement, _zone()
        title = _("Statement %(number)d") % {"number": statement.number}
        self.sheet = commerce.sheet(
            language=brand.language, foot=f"{brand.name} · {title}", pages=pages,
            at=statement.closed_at,
        )  # fmt: skip
        self.sheet.set_title(title)
        self.sheet.set_author(brand.name)
        self._head(brand, title)
        self._lines()

    def close(self) -> None:
        self.sheet.close_fonts()

    def _head(self, brand: brands.Brand, title: str) -> None:
        sheet, statement = self.sheet, self.statement
        sheet.ink(13, bold=True)
        sheet.write_lines([brand.name], sheet.epw)
        sheet.ink(8, grey=True)
        sheet.write_lines([row for row in (brand.footer, brand.reply_to) if row], sheet.epw)
        sheet.ln(10)
        sheet.ink(9.5)
        sheet.write_lines([row for row in (statement.name, statement.email) if row], sheet.epw)
        sheet.ln(8)
        sheet.ink(17, bold=True)
        sheet.write_lines([title], sheet.epw)
        sheet.ink(9, grey=True)
        sheet.write_lines([self._period()], sheet.epw)
        sheet.ln(5)

    def _period(self) -> str:
        last = format_date(self.statement.last_date, locale=translation.get_language() or "en")
        if self.statement.first_date is None:
            return _("Up to %(last)s") % {"last": last}
        first = format_date(self.statement.first_date, locale=translation.get_language() or "en")
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    def _lines(self) -> None:
        sheet = self.sheet
        rest = 26.0 + 20.0 + 30.0
        what = commerce.sheet_column(_("What"), sheet.epw - rest, align="L")
        titles = {_("Of"): 26.0, _("Percent"): 20.0, _("Amount"): 30.0}
        figures = [commerce.sheet_column(title, width) for title, width in titles.items()]
        sheet.begin_table([what, *figures])
        sheet.row([_("Opening balance"), "", "", self._money(self.statement.opening)], bold=True)
        for entry in entries_of(self.statement):
            self._line(entry)
        sheet.row([_("Closing balance"), "", "", self._money(self.statement.closing)], bold=True)
        sheet.end_table()

    def _line(self, entry: LedgerEntry) -> None:
        sale, day = entry.allocation, self._day(entry.at)
        what = f"{entry.get_kind_display()}: {sale.file_name}" if sale else entry.get_kind_display()
        sold = [sale.description] if sale and sale.description else []
        order = [_("Order %(number)d") % {"number": sale.order_number}] if sale else []
        below = [" · ".join([day, *order, *sold]), entry.reason]
        basis = self._money(entry.basis) if sale else ""
        self.sheet.row(
            [str(what), basis, percent(entry), self._money(entry.amount)],
            below=[row for row in below if row],
        )

    def _day(self, at: datetime) -> str:
        return format_date(at.astimezone(self.zone), locale=translation.get_language() or "en")

    def _money(self, amount: int) -> str:
        return money(amount, self.statement.currency).replace("-", "\N{MINUS SIGN}")


def _zone() -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(site.site_settings().time_zone)
