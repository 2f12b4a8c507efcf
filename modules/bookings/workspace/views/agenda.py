"""The calendar, and the sheet of a day."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.bookings import permissions
from modules.bookings.services.fees import standing
from modules.bookings.workspace.reads import agenda, sheet
from modules.bookings.workspace.views.bookings import may
from safelight.accounts.doors import workspace


@workspace(permissions.VIEW)
@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """``?view=month|week|day&day=2026-12-01&calendar=…``."""
    context = {
        "agenda": agenda.read(request), "may_manage": may(request, permissions.MANAGE),
        "views": [("month", _("Month")), ("week", _("Week")), ("day", _("Day"))],
    }  # fmt: skip
    return render(request, "bookings/workspace/calendar.html", context)


@workspace(permissions.VIEW)
@never_cache
@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """A day to print: times, names, telephone numbers, answers, and whether it is paid."""
    day = agenda.day_of(request)
    rows = [(each, standing.of(each, at=timezone.now())) for each in agenda.of_day(day)]
    context = {
        "day": day, "rows": rows, "breadcrumbs": sheet.crumbs(),
        "previous": day - timedelta(days=1), "following": day + timedelta(days=1),
    }  # fmt: skip
    return render(request, "bookings/workspace/day_sheet.html", context)
