"""What the studio keeps of its prices where it sells at home."""

from __future__ import annotations

from collections.abc import Sequence

from modules.commerce.models import PriceList
from modules.commerce.money.allocation import WHOLE, millionths, round_half_up
from modules.commerce.services.costs import taxes
from modules.commerce.settings import CommerceSettings
from safelight.site import selectors as site


def net_at_home(price_list: PriceList, amounts: Sequence[int]) -> list[int]:
    """Prices of a list without the tax that is in them; as they are where tax comes on top."""
    stored = site.module_settings("commerce", CommerceSettings)
    if not stored.prices_include_tax or not stored.home_country:
        return list(amounts)
    rates = taxes.rates_for(
        price_list.tax_profile, country=stored.home_country, region=stored.home_region
    )
    taken = sum(millionths(rate.percent) for rate in rates)
    return [round_half_up(amount * WHOLE, WHOLE + taken) for amount in amounts]
