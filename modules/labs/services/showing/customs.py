"""What customs want to know of a product: its number in the Harmonized System and its origin.

Its value is what the client paid for one, which each lab order knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from modules.commerce.facade import country_choices
from modules.commerce.models import PriceRow
from modules.labs import contract
from modules.labs.models import RowCard
from safelight.kernel.errors import Refusal

# The first six digits are the world's, countries add up to four.
_HS_CODE = re.compile(r"[0-9]{6}(?:[0-9]{2}){0,2}")


class BadDeclaration(Refusal):
    """No number of the Harmonized System, or no country."""

    code = "bad_customs_declaration"
    status = 400


def declare(*, row: PriceRow, hs_code: str, origin: str) -> RowCard:
    """Empty parts are not declared. Raises ``BadDeclaration``."""
    number = re.sub(r"[\s.]", "", hs_code)
    if number and not _HS_CODE.fullmatch(number):
        raise BadDeclaration(_("An HS code has 6, 8 or 10 digits, like 4911.91."))
    if origin and origin not in dict(country_choices()):
        raise BadDeclaration(_("Choose the country where it is made."))
    card: RowCard = RowCard.objects.update_or_create(
        row=row, defaults={"hs_code": number, "origin": origin}
    )[0]
    return card


def customs_of(row_ids: Iterable[int]) -> dict[int, contract.Customs]:
    """By the id of the row; those of which anything is declared."""
    cards = RowCard.objects.filter(row__in=set(row_ids)).exclude(hs_code="", origin="")
    return {
        card.row_id: contract.Customs(hs_code=card.hs_code, origin=card.origin) for card in cards
    }
