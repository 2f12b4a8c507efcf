"""A signed contract as PDF: its words, the signature, and a page with the audit trail."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from modules.bookings.models import Signature
from modules.bookings.services.contracts import signing
from modules.commerce import facade as commerce
from safelight.site import selectors as site

# Millimetres: the field of a drawn name.
_WIDE, _HIGH = 80.0, 20.0


def pdf(signature: Signature) -> bytes:
    """The same bytes each time. Laid out twice, to say on each page how many there are."""
    with translation.override(site.site_settings().language):
        with closing(_Writing(signature, pages=0)) as counted:
            pages = int(counted.sheet.page_no())
        with closing(_Writing(signature, pages=pages)) as written:
            return bytes(written.sheet.output())


class _Writing:
    """The pages of one contract; its fonts are closed in the end."""

    def __init__(self, signature: Signature, *, pages: int) -> None:
        self.sheet = commerce.sheet(
            language=site.site_settings().language, foot=f"{signature.title} · {signature.sha256}",
            pages=pages, at=signature.signed_at,
        )  # fmt: skip
        self.signature = signature
        self.sheet.set_title(signature.title)
        self._words()
        self._signed()
        self.sheet.add_page()
        self._audit()

    def close(self) -> None:
        self.sheet.close_fonts()

    def _words(self) -> None:
        sheet, signature = self.sheet, self.signature
        sheet.ink(17, bold=True)
        sheet.write_lines([signature.title], sheet.epw)
        sheet.ln(6)
        sheet.ink(10)
        for row in signature.text.splitlines():
            if row.strip():
                sheet.write_lines([row], sheet.epw)
            else:
                sheet.ln(3)

    def _signed(self) -> None:
        sheet, signature = self.sheet, self.signature
        sheet.ln(10)
        sheet.make_room(_HIGH + 24)
        if signature.drawn:
            self._draw(signature.drawn)
        sheet.ink(13, bold=True)
        sheet.write_lines([signature.name], sheet.epw)
        sheet.rule()
        sheet.ink(8.5, grey=True)
        said = _("Signed in the browser by typed name on %s") % _told(signature.signed_at)
        sheet.write_lines([said], sheet.epw)

    def _draw(self, drawn: signing.Drawing) -> None:
        sheet = self.sheet
        left, top = sheet.l_margin, sheet.get_y()
        sheet.set_draw_color(24)
        for line in drawn:
            points = [(left + x * _WIDE / 1000, top + y * _HIGH / 1000) for x, y in line]
            for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
                sheet.line(x1, y1, x2, y2)
        sheet.set_y(top + _HIGH + 2)

    def _audit(self) -> None:
        sheet, signature = self.sheet, self.signature
        sheet.ink(15, bold=True)
        sheet.write_lines([_("Audit trail")], sheet.epw)
        sheet.ln(4)
        for name, value in _facts(signature):
            sheet.ink(8.5, grey=True)
            sheet.write_lines([name], sheet.epw)
            sheet.ink(9.5)
            sheet.write_lines([value], sheet.epw)
            sheet.ln(2)
        sheet.rule()
        names = what_happened()
        for step in signature.trail:
            sheet.ink(9, bold=True)
            sheet.write_lines([names.get(step["what"], step["what"])], sheet.epw)
            sheet.ink(8.5, grey=True)
            where = [_("From the address %s") % step["from"]] if step.get("from") else []
            sheet.write_lines([f"{step['at']} · {step['local']} {step['zone']}", *where], sheet.epw)
            sheet.ln(2)


def what_happened() -> dict[str, str]:
    return {
        "shown": _("The contract was shown"),
        "agreed": _("The box of consent was ticked"),
        "signed": _("The name was typed, and the contract signed"),
    }


def _facts(signature: Signature) -> list[tuple[str, str]]:
    return [
        (_("Contract"), signature.title),
        (_("Signed by"), f"{signature.name} <{signature.email}>"),
        (_("Internet address"), str(signature.remote_address or _("not known"))),
        (_("Browser"), signature.browser or _("not known")),
        (_("SHA-256 of the words"), signature.sha256),
        (_("Number of the signature"), signature.public_id),
    ]


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
