"""Amounts as people write them, and as minor units of an ISO 4217 currency."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from safelight.web.minor_units import exponent

__all__ = ["MOST", "BadAmount", "exponent", "parse", "plain"]

# Far above any price, and far below where a sum of a full cart would leave a 64-bit column.
MOST = 10**12

_PLAIN = re.compile(r"(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]+))?")
# Thousands apart by one sign, decimals by the other: 1,234,567.50 and 1.234.567,50.
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<sign>[.,'])[0-9]{3}(?:(?P=sign)[0-9]{3})*)"
    r"(?:(?!(?P=sign))[.,](?P<part>[0-9]+))?"
)


class BadAmount(Refusal):
    """What was typed is no amount of the currency, or could be two."""

    code = "bad_amount"
    status = 400


def parse(text: str, currency: str) -> int:
    """Minor units of what somebody typed: "12", "12.5", "12,50", "1.234,50", "1 234".

    Signs that could mean two things are not guessed at. Raises ``BadAmount`` for these, and for
    what is negative, no number, finer than the currency, or above ``MOST``.
    """
    places = exponent(currency)
    cleaned = "".join(text.split()).replace("’", "'")  # Blanks of all widths part thousands.
    found = _PLAIN.fullmatch(cleaned)
    if found is None or len(found["part"] or "") > places:
        found = _GROUPED.fullmatch(cleaned)
    if found is None or len(found["part"] or "") > places or _means_two(cleaned, places):
        raise _bad(currency)
    whole = int(re.sub(r"[.,']", "", found["whole"]))
    amount: int = whole * 10**places + int((found["part"] or "").ljust(places, "0") or 0)
    if amount > MOST:
        raise _bad(currency)
    return amount


def plain(amount: int, currency: str) -> str:
    """What ``parse`` reads back, for fields of forms and for exports: "1234.50"."""
    return f"{Decimal(amount).scaleb(-exponent(currency)):f}"


def _means_two(text: str, places: int) -> bool:
    """Whether three digits after a comma may be thousandths, or the rest of a thousand."""
    return places >= 3 and re.fullmatch(r"[0-9]{1,3},[0-9]{3}", text) is not None


def _bad(currency: str) -> BadAmount:
    sentence = _("Write an amount like %(example)s.") % {"example": plain(123456, currency)}
    return BadAmount(sentence, fields={"amount": [sentence]})
