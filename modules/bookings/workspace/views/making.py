"""Bookings that the team makes."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.bookings import permissions
from modules.bookings.models import Booking, SessionType
from modules.bookings.services.booking import offering
from modules.bookings.services.booking.details import Details
from modules.bookings.services.booking.offering import Wanted
from modules.bookings.workspace.forms.bookings import BookingForm
from modules.bookings.workspace.reads import sheet
from modules.bookings.workspace.views.acts import person_of
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.MANAGE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which session type or mini session is booked."""
    context = {
        "types": SessionType.objects.filter(archived_at=None), "breadcrumbs": sheet.crumbs()
    }  # fmt: skip
    return render(request, "bookings/workspace/choose.html", context)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, session_type: str) -> HttpResponse:
    rows = SessionType.objects.filter(public_id=session_type, archived_at=None)
    found = rows.select_related("calendar").first()
    if found is None:
        raise Http404
    form = BookingForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = _make(request, found, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("bookings_workspace:booking", made.public_id)
    context = {
        "form": form, "type": found, "breadcrumbs": sheet.crumbs(), "title": _("New booking")
    }  # fmt: skip
    status = 400 if form.is_bound else 200
    return render(request, "bookings/workspace/new.html", context, status=status)


def _make(request: HttpRequest, session_type: SessionType, form: BookingForm) -> Booking:
    typed, at, by = form.cleaned_data, timezone.now(), person_of(request)
    wanted = Wanted(
        session_type=session_type, package=typed.get("package"), add_ons=form.wanted(),
        starts_at=typed.get("starts_at"), slot=typed.get("slot"),
    )  # fmt: skip
    details = Details(
        name=typed["name"], email=typed["email"], phone=typed["phone"], note=typed["note"]
    )
    if typed["how"] == "book":
        return offering.book(wanted=wanted, details=details, by=by, at=at)
    until = at + timedelta(days=typed["days"])
    return offering.offer(wanted=wanted, details=details, by=by, until=until, at=at)
