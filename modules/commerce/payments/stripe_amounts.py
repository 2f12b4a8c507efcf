"""Amounts as Stripe counts them (https://docs.stripe.com/currencies).

Stripe has its own idea of some currencies' decimals, so minor units of ISO 4217 are converted, and
refused where the conversion would not be exact.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from modules.commerce.money.currencies import exponent
from modules.commerce.payments.provider import ProviderSaysNo

_WITHOUT = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
_THREE = "BHD JOD KWD OMR TND"


def to_stripe(amount: int, currency: str) -> int:
    """Raises ``ProviderSaysNo`` for what cannot be paid to the last unit."""
    more = _places(currency) - exponent(currency)
    converted, rest = divmod(amount * _power(more), _power(-more))
    # The last of three decimals is always 0 there; of ISK and UGX the last two.
    if currency in _THREE:
        rest = amount % 10
    if rest:
        raise ProviderSaysNo(
            _("This amount cannot be paid by card to the last unit of %(currency)s. Write to us.")
            % {"currency": currency}
        )
    return converted


def from_stripe(amount: int, currency: str) -> int:
    """Minor units; -1 for what none of our amounts can be."""
    more = exponent(currency) - _places(currency)
    converted, rest = divmod(amount * _power(more), _power(-more))
    return -1 if rest else converted


def _power(places: int) -> int:
    """Ten to the power of so many places; 1 for fewer than none."""
    return int(10 ** max(places, 0))


def _places(currency: str) -> int:
    if currency in _WITHOUT:
        return 0
    return 3 if currency in _THREE else 2
