"""What the team does to a booking: each a form of its own, or a button of its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.bookings import permissions
from modules.bookings.models import Booking, BookingState
from modules.bookings.services import holding
from modules.bookings.services.booking import changing, deciding, offering
from modules.bookings.workspace.forms.bookings import FeeForm, MoveForm, ReasonForm, RemarkForm
from modules.bookings.workspace.views.bookings import found_or_404, may, page_of
from modules.commerce import facade as commerce
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

Act = Callable[[Booking, Person], object]
OUTCOMES = {
    "done": BookingState.DONE, "no_show": BookingState.NO_SHOW, "booked": BookingState.BOOKED
}  # fmt: skip


@workspace(permissions.MANAGE)
@require_POST
def approve(request: HttpRequest, booking: str) -> HttpResponse:
    def act(found: Booking, by: Person) -> None:
        deciding.approve(booking=found, by=by, at=timezone.now())

    return _do(request, booking, act, _("It is booked, and the client is told."))


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, booking: str) -> HttpResponse:
    def act(found: Booking, form: ReasonForm, by: Person) -> str:
        reason = form.cleaned_data["reason"]
        deciding.decline(booking=found, by=by, reason=reason, at=timezone.now())
        return _("Declined; the client is told.")

    return _ask(request, booking, ReasonForm, act, title=_("Say no"), danger=True)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, booking: str) -> HttpResponse:
    def act(found: Booking, form: ReasonForm, by: Person) -> str:
        reason = form.cleaned_data["reason"]
        changing.cancel_by_team(booking=found, reason=reason, by=by, at=timezone.now())
        return _("Cancelled; the client is told. What was paid is given back on its order.")

    return _ask(request, booking, ReasonForm, act, title=_("Cancel the booking"), danger=True)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, booking: str) -> HttpResponse:
    def act(found: Booking, form: MoveForm, by: Person) -> str:
        changing.move_by_team(booking=found, to=form.to, by=by, at=timezone.now())
        return _("Moved; the client gets a mail with the new time.")

    return _ask(request, booking, MoveForm, act, title=_("Another time"), button=_("Move"))


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, booking: str) -> HttpResponse:
    def act(found: Booking, form: FeeForm, by: Person) -> str:
        package, fee = form.cleaned_data["package"], form.cleaned_data["fee"]
        deciding.change(booking=found, package=package, fee=fee, by=by, at=timezone.now())
        return _("Package and fee are changed.")

    return _ask(request, booking, FeeForm, act, title=_("Package and fee"), button=_("Save"))


@workspace(permissions.MANAGE)
@require_POST
def mark(request: HttpRequest, booking: str) -> HttpResponse:
    """``outcome``: how it went, or that it is still to come."""
    state = OUTCOMES.get(request.POST.get("outcome", ""))
    if state is None:
        raise Http404

    def act(found: Booking, by: Person) -> None:
        holding.mark(booking=found, state=state, by=by, at=timezone.now())

    return _do(request, booking, act, "")


@workspace(permissions.MANAGE)
@require_POST
def settle(request: HttpRequest, booking: str) -> HttpResponse:
    """Paid outside, or (``undo``) not after all."""

    def act(found: Booking, by: Person) -> None:
        verb = deciding.unsettle if "undo" in request.POST else deciding.settle
        verb(booking=found, by=by, at=timezone.now())

    return _do(request, booking, act, "")


@workspace(permissions.MANAGE)
@require_POST
def mark_paid(request: HttpRequest, booking: str) -> HttpResponse:
    """The team's word that the order ``order`` of it was paid outside."""
    if not may(request, "commerce.payments"):
        raise PermissionDenied

    def act(found: Booking, by: Person) -> None:
        asked = request.POST.get("order", "").replace("\0", "")
        charge = found.charges.select_related("order").filter(order__public_id=asked).first()
        if charge is None:
            raise Http404
        commerce.mark_paid(order=charge.order, by=by, note="", at=timezone.now())

    return _do(request, booking, act, _("Marked as paid."))


@workspace(permissions.MANAGE)
@require_POST
def remark(request: HttpRequest, booking: str) -> HttpResponse:
    form = RemarkForm(request.POST)

    def act(found: Booking, by: Person) -> None:
        if form.is_valid():
            deciding.remark(booking=found, text=form.cleaned_data["remark"])

    return _do(request, booking, act, _("Saved."))


@workspace(permissions.MANAGE)
@require_POST
def withdraw(request: HttpRequest, booking: str) -> HttpResponse:
    """Take an offer back that nobody has confirmed."""

    def act(found: Booking, by: Person) -> None:
        offering.withdraw(booking=found, at=timezone.now())

    return _do(request, booking, act, _("The offer is taken back; its time is free."))


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _do(request: HttpRequest, public_id: str, act: Act, said: str) -> HttpResponse:
    """A button: done, or the reason why not, on the booking's page."""
    found = found_or_404(public_id)
    try:
        act(found, person_of(request))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        if said:
            messages.success(request, said)
    return redirect("bookings_workspace:booking", public_id)


def _ask(
    request: HttpRequest, public_id: str, kind: Any, act: Callable[..., str], *,
    title: str, button: str = "", danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """A form about a booking, on a page of its own."""
    found = found_or_404(public_id)
    data = request.POST if request.method == "POST" else None
    form: Form = kind(data) if kind is ReasonForm else kind(found, data)
    if form.is_bound and form.is_valid():
        try:
            said = act(found, form, person_of(request))
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said)
            return redirect("bookings_workspace:booking", public_id)
    context = {**page_of(request, found), "form": form, "title": title, "danger": danger}
    context["button"] = button or title
    status = 400 if form.is_bound else 200
    return render(request, "bookings/workspace/asking.html", context, status=status)
