"""Template tags of pages that choose a day."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from modules.bookings.site.choosing import Choice

register = template.Library()


@register.simple_tag
def month_url(choice: Choice | None, first: date) -> str:
    """The same choice in another month; ``choice`` is None where a booking is moved."""
    month = f"{first:%Y-%m}"
    return choice.query(month=month) if choice else f"?month={month}#times"


@register.simple_tag
def day_url(choice: Choice | None, day: date) -> str:
    """The same choice on another day."""
    return choice.query(day=day.isoformat()) if choice else f"?day={day.isoformat()}#times"


@register.simple_tag
def weekdays() -> list[dict[str, str]]:
    """The heads of a month's columns, from Monday on."""
    return [{"long": str(WEEKDAYS[day]), "short": str(WEEKDAYS_ABBR[day])} for day in range(7)]
