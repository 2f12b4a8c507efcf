"""Prices in words."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale, numbers

from safelight.web.minor_units import exponent


def say(amount: int, currency: str, *, language: str) -> str:
    """An amount of minor units as the language writes it: €29, or €29.50 where that is needed."""
    locale = Locale.parse(language, sep="-")
    value = Decimal(amount).scaleb(-exponent(currency))
    pattern = locale.currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    return str(
        numbers.format_currency(value, currency, pattern, locale=locale, currency_digits=False)
    )
