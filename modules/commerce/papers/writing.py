"""An invoice or credit note as PDF: the same bytes each time, from the frozen data alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from modules.commerce.money.priced import tax_title
from modules.commerce.papers.frozen import Paper, Position
from modules.commerce.papers.naming import title
from modules.commerce.papers.sheet import LINE, Align, Column, Sheet
from safelight.web.templatetags.web import money

# Points to millimetres.
_MM = 25.4 / 72


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """``at`` is when it was issued. Laid out twice, to say on each page how many there are."""
    with translation.override(paper["language"]):
        with closing(_Writing(paper, pages=0, at=at)) as counted:
            pages = counted.pages
        with closing(_Writing(paper, pages=pages, at=at)) as written:
            return written.output()


class _Writing:
    def __init__(self, paper: Paper, *, pages: int, at: datetime) -> None:
        self.paper = paper
        name = paper["studio"]["name"]
        foot = f"{name} · {title(paper)}"
        self.sheet = Sheet(paper["size"], language=paper["language"], foot=foot, pages=pages, at=at)
        self.sheet.set_title(title(paper))
        self.sheet.set_author(name)
        self._head()
        self._positions()
        self._sums()
        self._taxes()
        self._end()

    @property
    def pages(self) -> int:
        return int(self.sheet.page_no())

    def output(self) -> bytes:
        return bytes(self.sheet.output())

    def close(self) -> None:
        self.sheet.close_fonts()

    def _head(self) -> None:
        sheet, studio, client = self.sheet, self.paper["studio"], self.paper["client"]
        sheet.ink(13, bold=True)
        sheet.write_lines([studio["name"]], sheet.epw)
        sheet.ink(8, grey=True)
        tax_number = [_("Tax number %s") % studio["tax_number"]] if studio["tax_number"] else []
        sheet.write_lines([*studio["address"], studio["email"], *tax_number], sheet.epw)
        top = max(sheet.get_y() + 12, 52.0)
        sheet.set_y(top)
        sheet.ink(9.5)
        address = client["address"] or [client["name"]]
        sheet.write_lines([row for row in (*address, client["email"]) if row], sheet.epw / 2 - 6)
        below = sheet.get_y()
        self._facts(top)
        sheet.set_y(max(below, sheet.get_y()) + 12)
        sheet.ink(17, bold=True)
        sheet.write_lines([title(self.paper)], sheet.epw)
        sheet.ln(4)

    def _facts(self, top: float) -> None:
        """At the right, what the paper is about."""
        sheet, half = self.sheet, self.sheet.epw / 2
        sheet.set_y(top)
        for name, value in self._about():
            sheet.set_x(sheet.l_margin + half)
            sheet.ink(8.5, grey=True)
            sheet.cell(34, 8.5 * LINE * _MM, name)
            sheet.ink(8.5)
            sheet.write_lines([value], half - 34)

    def _about(self) -> list[tuple[str, str]]:
        paper, client, corrects = self.paper, self.paper["client"], self.paper["corrects"]
        paid = _("Paid back on") if paper["kind"] == "credit_note" else _("Paid on")
        found = [
            (_("Date"), self._day(paper["date"])),
            (_("Order"), str(paper["order_number"])),
            (_("Ordered on"), self._day(paper["order_date"])),
            (paid, self._day(paper["paid"]["date"])),
            (_("Payment"), paper["paid"]["method"]),
        ]
        if corrects:
            found.insert(1, (_("Corrects"), f"{corrects['number']}, {self._day(corrects['date'])}"))
        if client["vat_number"]:
            found.append((_("Your VAT number"), client["vat_number"]))
        if client["shipping_address"]:
            found.append((_("Shipped to"), "\n".join(client["shipping_address"])))
        return found

    def _positions(self) -> None:
        sheet = self.sheet
        is_note = self.paper["corrects"] is not None
        rest = 32.0 if is_note else 82.0
        columns = [Column(pgettext("paper", "What"), sheet.epw - rest, "L")]
        if not is_note:
            columns += [Column(_("Quantity"), 18), Column(_("Price"), 32)]
        sheet.begin_table([*columns, Column(_("Amount"), 32)])
        for each in (*self.paper["lines"], *self.paper["parcels"]):
            self._position(each, is_note=is_note)
        sheet.end_table()
        sheet.rule()

    def _position(self, each: Position, *, is_note: bool) -> None:
        amount = self._money(each["amount"])
        middle = [] if is_note else [str(each["quantity"]), self._money(each["unit_price"])]
        self.sheet.row([each["name"], *middle, amount], below=each["details"])
        for off in each["discounts"]:
            self.sheet.row([off["name"], *("" for _cell in middle), self._money(-off["amount"])])

    def _sums(self) -> None:
        paper, sheet = self.paper, self.sheet
        rows: list[tuple[str, int]] = []
        if paper["corrects"] is None:
            rows += [(_("Goods"), paper["goods"])] if paper["shipping"] or paper["discount"] else []
            rows += [(_("Shipping"), paper["shipping"])] if paper["shipping"] else []
            rows += [(_("Discounts"), -paper["discount"])] if paper["discount"] else []
            if not paper["prices_include_tax"] and paper["tax"]:
                rows += list(zip(_tax_titles(), (paper["net"], paper["tax"]), strict=False))
        sheet.make_room(len(rows) * 6 + 12)
        for name, amount in rows:
            self._sum(name, amount)
        total = _("Given back") if paper["kind"] == "credit_note" else _("Total")
        self._sum(total, paper["total"], bold=True)
        sheet.ln(5)

    def _sum(self, name: str, amount: int, *, bold: bool = False) -> None:
        sheet = self.sheet
        sheet.ink(11 if bold else 9, bold=bold)
        height = sheet.font_size * LINE
        sheet.cell(sheet.epw - 40, height, name, align="R")
        sheet.cell(40, height, self._money(amount), align="R", new_x="LMARGIN", new_y="NEXT")

    def _taxes(self) -> None:
        """One row for each rate: net, tax, gross."""
        rows, sheet = self.paper["taxes"], self.sheet
        if not rows:
            return
        right: Align = "R"
        sheet.make_room(10 + 7 * len(rows))
        width = 32.0
        columns = [Column(_("Tax"), sheet.epw - 3 * width, "L")]
        sheet.begin_table([*columns, *(Column(t, width, right) for t in _tax_titles())])
        for row in rows:
            percent, exempt = Decimal(row["percent"]), row.get("exempt", "")
            name = tax_title(row["name"], percent, exempt) if row["name"] else _("Not taxed")
            amounts = (row["net"], row["tax"], row["gross"])
            sheet.row([name, *(self._money(amount) for amount in amounts)])
        sheet.end_table()
        sheet.ln(4)

    def _end(self) -> None:
        sheet, corrects = self.sheet, self.paper["corrects"]
        words: Sequence[str] = [
            *self.paper.get("remarks", ()),
            corrects["reason"] if corrects else "",
            self.paper["note"],
        ]
        sheet.ink(9)
        for text in (each for each in words if each):
            sheet.write_lines([text], sheet.epw)
            sheet.ln(3)
        if sheet.is_romanized:
            sheet.ink(8, grey=True)
            told = _("Some words are written in Latin letters here: there is no font for theirs.")
            sheet.write_lines([told], sheet.epw)
            sheet.ln(3)
        if self.paper["paid"]["is_test"]:
            sheet.ink(9, bold=True)
            sheet.write_lines([_("This was a test: no money was paid.")], sheet.epw)

    def _money(self, amount: int) -> str:
        return money(amount, self.paper["currency"]).replace("-", "\N{MINUS SIGN}")

    def _day(self, iso: str) -> str:
        return format_date(
            date.fromisoformat(iso), "long", locale=self.paper["language"].replace("-", "_")
        )


def _tax_titles() -> tuple[str, str, str]:
    return pgettext("paper", "Net"), pgettext("paper", "Tax"), pgettext("paper", "Gross")
