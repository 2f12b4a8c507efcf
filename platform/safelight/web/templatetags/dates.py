"""`{% load dates %}`: the functions of ``safelight.web.dates`` as filters."""

from __future__ import annotations

from django import template

from safelight.web import dates

register = template.Library()
for each in (
    dates.day, dates.long_day, dates.clock, dates.moment, dates.month, dates.weekday,
    dates.weekday_and_year, dates.short_weekday, dates.short_weekday_and_year,
    dates.name_of_weekday, dates.short_day, dates.from_now,
):  # fmt: skip
    register.filter(each.__name__, each)
