"""Words of plans in templates and mails."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from safelight.billing import money
from safelight.web import sizes

register = template.Library()


@register.filter
def size(value: int) -> str:
    """``1.5 GB``."""
    return sizes.say(int(value))


@register.filter
def price(amount: int, currency: str) -> str:
    """``€29`` of 2900 minor units, as the reader's language writes it."""
    return money.say(int(amount), currency, language=get_language() or "en")
