"""A booking's own page: what, when, where, papers, paying; moving and cancelling it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules.bookings.models import Booking, BookingState, Questionnaire, Signature, Slot
from modules.bookings.services import clock, holding
from modules.bookings.services.booking import changing, finishing, invite, steps
from modules.bookings.services.contracts import paper, signing
from modules.bookings.services.fees import standing
from modules.bookings.services.holding import terms
from modules.bookings.services.questionnaires import asking
from modules.bookings.site import choosing
from modules.bookings.site.doors import entering
from modules.bookings.site.forms import CancelForm
from safelight.kernel.errors import Refusal


@require_safe
@entering
def show(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The next step while it is being booked; else how it stands."""
    at = timezone.now()
    if steps.is_over(booking, at=at):
        return _over(request, booking)
    if booking.state == BookingState.HELD:
        following = steps.next_step(steps.of(booking))
        return redirect(f"bookings_site:{following.name}", booking.key)
    after = asking.open_questionnaire(booking, Questionnaire.When.AFTER)
    context = {
        "booking": booking, "when": clock.when(booking), "state": BookingState(booking.state),
        "money": standing.of(booking, at=at), "signature": signing.signature_of(booking),
        "questions": after if booking.state == BookingState.BOOKED else None,
        "sheets": list(booking.answer_sheets.order_by("answered_at")),
        "add_ons": list(booking.add_ons.all()), "zone": clock.zone(),
        "why_not": changing.why_not(booking, at=at),
        "is_standing": booking.state in changing.STANDING,
    }  # fmt: skip
    return render(request, "bookings/site/booking.html", context)


def _over(request: HttpRequest, booking: Booking) -> HttpResponse:
    """What happened to a time that was not booked in time, and the ways on from there."""
    paid = any(part.is_paid for part in standing.of(booking, at=timezone.now()).parts)
    context = {
        "booking": booking, "when": clock.when(booking), "is_paid": paid,
        "is_offer": finishing.is_offer(booking), "is_open": booking.session_type.is_open,
    }  # fmt: skip
    return render(request, "bookings/site/over.html", context, status=410)


@require_safe
@entering
def session_ics(request: HttpRequest, booking: Booking) -> HttpResponse:
    response = HttpResponse(
        invite.ics(booking, at=timezone.now()), content_type=f"{invite.MEDIA_TYPE}; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@require_safe
@entering
def contract_pdf(request: HttpRequest, booking: Booking) -> HttpResponse:
    signature = signing.signature_of(booking)
    if signature is None:
        raise Http404
    return pdf_answer(signature)


def pdf_answer(signature: Signature) -> HttpResponse:
    response = HttpResponse(paper.pdf(signature), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="contract.pdf"'
    return response


@never_cache
@require_safe
def verify(request: HttpRequest, signature: str) -> HttpResponse:
    """Whether a contract's words are those that were signed, for whoever has its number."""
    found: Signature | None = Signature.objects.filter(public_id=signature).first()
    if found is None:
        raise Http404
    context = {"signature": found, "holds": signing.holds(found), "zone": clock.zone()}
    return render(request, "bookings/site/verify.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@entering
def move(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Free times to move to; POST moves."""
    if sentence := changing.why_not(booking, at=timezone.now()):
        messages.error(request, sentence)
        return redirect("bookings_site:booking", booking.key)
    taken: Refusal | None = None
    if request.method == "POST":
        try:
            to = _wanted(request, booking)
            changing.move_by_client(booking=booking, to=to, at=timezone.now())
        except Refusal as refusal:
            taken = refusal
        else:
            messages.success(request, _("Your booking has a new time. A mail confirms it."))
            return redirect("bookings_site:booking", booking.key)
    context = {"booking": booking, "when": clock.when(booking), **_times(request, booking)}
    context |= {"problem": taken.sentence if taken else ""}
    status = taken.status if taken else 200
    return render(request, "bookings/site/move.html", context, status=status)


def _wanted(request: HttpRequest, booking: Booking) -> Any:
    if booking.slot_id is None:
        found: Any = choosing.instant(request.POST.get("time", ""))
    else:
        asked = request.POST.get("slot", "").replace("\0", "")
        found = Slot.objects.filter(
            session_type=booking.session_type_id, public_id=asked
        ).first()  # fmt: skip
    if found is None:
        raise holding.NotOffered(_("Choose a time first."))
    return found


def _times(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    at, mine = timezone.now(), booking.session_type
    if booking.slot_id is not None:
        places = holding.places_for(session_type=mine, at=at)
        most = terms.on_top(booking.slot)
        # To a time that costs more only the studio moves it.
        fitting = [each for each in places if terms.on_top(each.slot) <= most]
        return {"places": [each for each in fitting if each.slot.pk != booking.slot_id]}
    return {"month": choosing.month(mine, None, request.GET, at=at, moving=booking)}


@require_http_methods(["GET", "HEAD", "POST"])
@entering
def cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    at = timezone.now()
    if sentence := changing.why_not(booking, at=at):
        messages.error(request, sentence)
        return redirect("bookings_site:booking", booking.key)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        changing.cancel_by_client(booking=booking, reason=reason, at=at)
        messages.success(request, _("Your booking is cancelled."))
        return redirect("bookings_site:booking", booking.key)
    context = {
        "booking": booking, "when": clock.when(booking), "form": form,
        "paid": standing.of(booking, at=at).paid,
    }  # fmt: skip
    return render(request, "bookings/site/cancel.html", context)
