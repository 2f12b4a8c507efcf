"""What can be booked: the list, the page of one, holding a time, and the waitlist."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import selectors
from modules.bookings.models import AddOn, Booking, SessionType, Waiting
from modules.bookings.services import holding, waitlist
from modules.bookings.services.booking import details
from modules.bookings.site import choosing, pictures
from modules.bookings.site.choosing import Choice
from modules.bookings.site.forms import WaitForm
from safelight.accounts import throttle, visitors
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site

MOST_PICTURES = 6


@require_safe
def list_types(request: HttpRequest) -> HttpResponse:
    types = list(selectors.offered_types())
    shown = pictures.of(request, types, most=1)
    rows = [(each, next(iter(shown.get(each.pk, [])), None)) for each in types]
    currency = site.shown_settings(request).currency
    return render(request, "bookings/site/list.html", {"rows": rows, "currency": currency})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """GET chooses, by the address alone; POST holds the chosen time for a quarter of an hour."""
    found = _type_or_404(slug)
    if request.method != "POST":
        return _page(request, found, choosing.read(found, request.GET))
    choice = choosing.read(found, request.POST)
    try:
        booking = _hold(request, found, choice)
    except holding.TimeTaken as refusal:
        return _page(request, found, choice, taken=refusal)
    except Refusal as refusal:
        return _page(request, found, choice, refusal=refusal)
    return redirect("bookings_site:booking", booking.key)


@require_POST
def wait(request: HttpRequest, slug: str) -> HttpResponse:
    """Join the waitlist of a mini session that is full."""
    found = _type_or_404(slug)
    form = WaitForm(request.POST)
    if not form.is_valid():
        return _page(request, found, choosing.read(found, {}), wait=form, status=400)
    try:
        row = waitlist.join(session_type=found, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, found, choosing.read(found, {}), refusal=refusal)
    return redirect(f"{reverse('bookings_site:type', args=[slug])}?key={row.key}")


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    found = _type_or_404(slug)
    row = holding.by_key(
        session_type=found, key=request.POST.get("key", "").replace("\0", ""), at=timezone.now()
    )
    if not isinstance(row, Waiting):
        raise Http404
    waitlist.leave(waiting=row, at=timezone.now())
    messages.success(request, _("You are not on the waitlist any more."))
    return redirect("bookings_site:type", slug)


def _hold(request: HttpRequest, session_type: SessionType, choice: Choice) -> Booking:
    asked, at = request.POST, timezone.now()
    slot = None
    if session_type.is_mini:
        slot = session_type.slots.filter(public_id=asked.get("slot", "").replace("\0", "")).first()
    booking = holding.hold(
        session_type=session_type, package=choice.package, add_ons=choice.wanted, slot=slot,
        starts_at=None if session_type.is_mini else choosing.instant(asked.get("time", "")),
        visitor=visitors.ensure(request), at=at, key=choice.key,
        address=throttle.network_address(request),
    )  # fmt: skip
    return details.take_along(booking=booking, at=at)


def _page(
    request: HttpRequest, session_type: SessionType, choice: Choice, *,
    taken: holding.TimeTaken | None = None, refusal: Refusal | None = None,
    wait: WaitForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    problem = taken or refusal
    shown = pictures.of(request, [session_type], most=MOST_PICTURES).get(session_type.pk, [])
    context: dict[str, Any] = {
        "type": session_type, "choice": choice, "pictures": shown, "taken": taken,
        "problem": problem.sentence if problem else "", "wait_form": wait or WaitForm(),
        "currency": site.shown_settings(request).currency,
        "minutes": choice.minutes(session_type),
        "add_ons": _add_ons(choice),
    }  # fmt: skip
    if session_type.is_open and (choice.package or not choice.packages):
        context |= _times(request, session_type, choice)
    return render(
        request, "bookings/site/type.html", context, status=problem.status if problem else status
    )


def _add_ons(choice: Choice) -> list[tuple[AddOn, int, range]]:
    """Each with how many are chosen, and how many can be."""
    many = {each.pk: number for each, number in choice.wanted}
    return [(each, many.get(each.pk, 0), range(each.most + 1)) for each in choice.add_ons]


def _times(request: HttpRequest, session_type: SessionType, choice: Choice) -> dict[str, Any]:
    at = timezone.now()
    if not session_type.is_mini:
        return {"month": choosing.month(session_type, choice, request.GET, at=at), "ready": True}
    places = holding.places_for(session_type=session_type, at=at, key=choice.key)
    opened = holding.by_key(session_type=session_type, key=choice.key, at=at)
    return {
        "places": places,
        "is_full": not any(each.left for each in places),
        "waiting": opened if isinstance(opened, Waiting) and opened.left_at is None else None,
        "ready": True,
    }


def _type_or_404(slug: str) -> SessionType:
    found = selectors.offered_type(slug)
    if found is None:
        raise Http404
    return found
