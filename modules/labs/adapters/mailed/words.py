"""How an order to a lab is put into words, the same on its sheet and in its mail."""

from __future__ import annotations

import zoneinfo
from datetime import datetime

from babel.dates import format_date
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from modules.commerce.facade import address_lines, country_name, currencies
from modules.labs.contract import Account, Piece, PrintFile, Recipient, Submission
from safelight.site import selectors as site


def title(submission: Submission) -> str:
    return _("Print order %s") % submission.reference


def file_name(submission: Submission) -> str:
    """The sheet's name without its ending; no sign of it means anything to a disk."""
    text = title(submission)
    return "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in text)


def again() -> str:
    return _("You have had this order before. It is sent again: please print it only once.")


def facts(account: Account, submission: Submission) -> list[tuple[str, str]]:
    """Name and value of what holds for the whole order."""
    number = account.settings.get("customer_number", "")
    ends = submission.links_end_at
    found = [
        (_("Ordered on"), day(submission.placed_at)),
        (_("Customer number"), number),
        (_("Ship to"), "\n".join(envelope(submission.recipient))),
        (_("Telephone"), submission.recipient.phone),
        (_("Ship by"), submission.method),
        *((_label(name), value) for name, value in sorted(submission.branding.items())),
        (_("Fetch the files until"), day(ends) if ends else ""),
    ]
    return [(name, value) for name, value in found if value]


def envelope(recipient: Recipient) -> list[str]:
    """The address as its country writes it."""
    street = "\n".join(row for row in (recipient.line1, recipient.line2) if row)
    return address_lines(
        {
            "name": recipient.name,
            "company": recipient.company,
            "street": street,
            "city": recipient.city,
            "region": recipient.region,
            "postal_code": recipient.postal_code,
            "country": recipient.country,
        }
    )


def copies(piece: Piece) -> str:
    return f"{piece.copies} × {piece.words or piece.sku}"


def about(piece: Piece) -> list[str]:
    """What the product is, one line each: its number and its attributes."""
    number = [_("Product %s") % piece.sku] if piece.words and piece.sku else []
    chosen = [f"{_label(name)}: {value}" for name, value in piece.attributes.items()]
    return number + chosen + _customs(piece)


def _customs(piece: Piece) -> list[str]:
    """One line of what is declared; nothing where nothing is."""
    if piece.customs is None:
        return []
    paid = piece.retail
    value = f"{currencies.plain(paid.amount, paid.currency)} {paid.currency}" if paid else ""
    told = [
        _("HS code %s") % piece.customs.hs_code if piece.customs.hs_code else "",
        _("made in %s") % country_name(piece.customs.origin) if piece.customs.origin else "",
        _("value %s each") % value if value else "",
    ]
    return [_("Customs: %s") % ", ".join(part for part in told if part)]


def file(each: PrintFile) -> str:
    """The file with its size, in pixels."""
    return f"{each.name}  ·  {each.width} × {each.height} px"


def sum_of(submission: Submission) -> str:
    prints = sum(piece.copies for piece in submission.pieces)
    return ngettext("%d piece in all", "%d pieces in all", prints) % prints


def day(at: datetime) -> str:
    """The studio's date, in the current language."""
    zone = zoneinfo.ZoneInfo(site.site_settings().time_zone)
    locale = to_locale(get_language() or "en")
    return format_date(at.astimezone(zone).date(), "long", locale=locale)


def _label(name: str) -> str:
    """A lab's name of something, as a person would write it: ``paperType`` stays one word."""
    return name.replace("_", " ").strip().capitalize() if name.islower() else name
