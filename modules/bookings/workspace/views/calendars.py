"""Calendars: hours, days apart, calendars of elsewhere, and the address by which others read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import Calendar
from modules.bookings.services import calendars, clock, feeds
from modules.bookings.services.scheduling import Hours
from modules.bookings.workspace import setting
from modules.bookings.workspace.forms.calendars import CalendarForm, FeedForm, SpecialDayForm
from safelight.accounts.doors import workspace
from safelight.domains import selectors as domains

_T = "bookings/workspace/calendars"
HERE = "bookings_workspace:calendar_settings"
# Three forms on one page, each with identifiers of its own.
_DAY, _FEED = "day_%s", "feed_%s"


@workspace(permissions.TYPES)
@never_cache
@require_safe
def list_calendars(request: HttpRequest) -> HttpResponse:
    rows = Calendar.objects.filter(archived_at=None).select_related("member__person")
    context = {"calendars": rows.prefetch_related("feeds", "session_types"), "zone": clock.zone()}
    return render(request, f"{_T}/list.html", context)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, calendar: str) -> HttpResponse:
    return _form(request, setting.calendar_or_404(calendar))


@workspace(permissions.TYPES)
@require_POST
def archive(request: HttpRequest, calendar: str) -> HttpResponse:
    found = setting.calendar_or_404(calendar)
    try:
        calendars.archive(calendar=found, at=timezone.now())
    except calendars.StillInUse as refusal:
        messages.error(request, refusal.sentence)
        return redirect(HERE, calendar)
    messages.success(request, _("“%s” is out of use.") % found.name)
    return redirect("bookings_workspace:calendars")


@workspace(permissions.TYPES)
@require_POST
def add_days(request: HttpRequest, calendar: str) -> HttpResponse:
    found = setting.calendar_or_404(calendar)
    form = SpecialDayForm(request.POST, auto_id=_DAY)
    if not form.is_valid():
        return _page(request, found, CalendarForm(calendar=found), day=form, status=422)
    said = form.cleaned_data
    hours = [Hours(said["begins"], said["ends"])] if said["begins"] is not None else []
    calendars.set_days(
        calendar=found, first=said["date"], last=said["last"] or said["date"], hours=hours,
        note=said["note"],
    )  # fmt: skip
    messages.success(request, _("Saved. It holds for free times from now on."))
    return redirect(HERE, calendar)


@workspace(permissions.TYPES)
@require_POST
def forget_day(request: HttpRequest, calendar: str) -> HttpResponse:
    found = setting.calendar_or_404(calendar)
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        raise Http404
    calendars.forget_day(calendar=found, day=day)
    messages.success(request, _("The day has its usual hours again."))
    return redirect(HERE, calendar)


@workspace(permissions.TYPES)
@require_POST
def renew_address(request: HttpRequest, calendar: str) -> HttpResponse:
    feeds.renew_address(calendar=setting.calendar_or_404(calendar))
    messages.success(request, _("It has a new address. Whoever has the old one sees nothing."))
    return redirect(HERE, calendar)


@workspace(permissions.TYPES)
@require_POST
def feed_add(request: HttpRequest, calendar: str) -> HttpResponse:
    found = setting.calendar_or_404(calendar)
    form = FeedForm(request.POST, auto_id=_FEED)
    if form.is_valid():
        try:
            feeds.add(calendar=found, **form.cleaned_data)
        except feeds.BadAddress as refusal:
            form.add_error("url", refusal.sentence)
        else:
            messages.success(request, _("Added. It is being read; look again in a moment."))
            return redirect(HERE, calendar)
    return _page(request, found, CalendarForm(calendar=found), feed=form, status=422)


@workspace(permissions.TYPES)
@require_POST
def feed_read(request: HttpRequest, calendar: str, feed: str) -> HttpResponse:
    """Ask for it to be read now."""
    found = setting.calendar_or_404(calendar)
    feeds.ask_for(feed=get_object_or_404(found.feeds, public_id=feed))
    messages.success(request, _("It is being read; look again in a moment."))
    return redirect(HERE, calendar)


@workspace(permissions.TYPES)
@require_POST
def feed_remove(request: HttpRequest, calendar: str, feed: str) -> HttpResponse:
    found = setting.calendar_or_404(calendar)
    feeds.remove(feed=get_object_or_404(found.feeds, public_id=feed))
    messages.success(request, _("Removed. Its times are free again."))
    return redirect(HERE, calendar)


def _form(request: HttpRequest, found: Calendar | None) -> HttpResponse:
    form = CalendarForm(request.POST or None, calendar=found)
    if request.method == "POST" and form.is_valid():
        made = calendars.write(
            calendar=found, name=form.cleaned_data["name"], member=form.cleaned_data["member"],
            week=form.week(),
        )  # fmt: skip
        messages.success(request, _("Saved. It holds for free times from now on."))
        return redirect(HERE, made.public_id)
    return _page(request, found, form, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, found: Calendar | None, form: CalendarForm, *,
    day: SpecialDayForm | None = None, feed: FeedForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "form": form, "calendar": found, "zone": clock.zone().key,
        "day_form": day or SpecialDayForm(auto_id=_DAY),
        "feed_form": feed or FeedForm(auto_id=_FEED),
        "breadcrumbs": [
            {"title": _("Calendars"), "url": reverse("bookings_workspace:calendars")},
            {"title": found.name if found else _("New calendar"), "url": None},
        ],
    }  # fmt: skip
    if found is not None:
        path = reverse("bookings_site:calendar_feed", args=[found.feed_key])
        today = clock.today(timezone.now())
        context |= {
            "feeds": found.feeds.order_by("pk"),
            "feed_url": domains.on_site(request, path),
            "days": found.special_days.filter(date__gte=today),
        }
    return render(request, f"{_T}/calendar.html", context, status=status)
