"""The steps of booking, one page each, while the time is held."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.bookings.models import Booking, Questionnaire
from modules.bookings.services import clock, holding
from modules.bookings.services.booking import details, finishing, steps
from modules.bookings.services.booking.details import Details
from modules.bookings.services.contracts import signing
from modules.bookings.services.contracts.signing import Signer
from modules.bookings.services.fees import amounts
from modules.bookings.services.questionnaires import asking
from modules.bookings.site.doors import entering, while_held
from modules.bookings.site.forms import DetailsForm, SigningForm
from modules.commerce import facade as commerce
from safelight.accounts import throttle
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

Methods = ["GET", "HEAD", "POST"]


@require_http_methods(Methods)
@while_held
def write_details(request: HttpRequest, booking: Booking) -> HttpResponse:
    form = DetailsForm(
        request.POST if request.method == "POST" else None, initial=_known(request, booking)
    )
    if request.method == "POST" and form.is_valid():
        written = Details(**form.cleaned_data)
        details.write(booking=booking, details=written, at=timezone.now())
        return _on(booking)
    return page(request, booking, "details", form=form, status=_status(form))


@require_http_methods(Methods)
@entering
def questions(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Those of booking while it is held, and those of afterwards once it stands."""
    is_before = booking.state in ("held", "lapsed")
    when = Questionnaire.When.BEFORE if is_before else Questionnaire.When.AFTER
    asked = asking.open_questionnaire(booking, when)
    is_late = request.method != "POST" and steps.is_over(booking, at=timezone.now())
    if asked is None or is_late or booking.state == "cancelled":
        return redirect("bookings_site:booking", booking.key)
    form = asking.QuestionsForm(asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asking.keep(booking=booking, form=form, at=timezone.now())
        except asking.AnsweredAlready as refusal:
            messages.info(request, refusal.sentence)
        if not is_before:
            messages.success(request, _("Thank you. Your answers have arrived."))
        return _on(booking)
    more: dict[str, Any] = {"form": form, "questionnaire": asked, "is_before": is_before}
    return page(request, booking, "questions", status=_status(form), **more)


@require_http_methods(Methods)
@while_held
def contract(request: HttpRequest, booking: Booking) -> HttpResponse:
    if not signing.needed(booking) or not booking.name:
        return _on(booking)
    at, address = timezone.now(), throttle.network_address(request)
    form = SigningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        signer = Signer(
            name=form.cleaned_data["signed_name"], agrees=form.cleaned_data["agrees"],
            remote_address=address or None, browser=request.headers.get("User-Agent", ""),
            drawn=form.drawing(),
        )  # fmt: skip
        try:
            signing.sign(booking=booking, signer=signer, seen=form.cleaned_data["seen"], at=at)
        except signing.NotSigned as refusal:
            for name, sentences in refusal.fields.items():
                form.add_error(name, sentences)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect("bookings_site:contract", booking.key)
        else:
            return _on(booking)
    shown = signing.show(booking=booking, at=at, remote_address=address or None)
    return page(request, booking, "contract", form=form, contract=shown, status=_status(form))


@require_http_methods(Methods)
@while_held
def finish(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The last look, and the button; where something is to pay, it leads there."""
    if request.method != "POST":
        following = steps.next_step(steps.of(booking))
        if following.name != "finish":
            return redirect(f"bookings_site:{following.name}", booking.key)
        return page(request, booking, "finish", **summary(booking))
    try:
        done = finishing.finish(booking=booking, at=timezone.now())
    except finishing.StepMissing as refusal:
        return redirect(f"bookings_site:{refusal.fields['step'][0]}", booking.key)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _on(booking)
    return redirect(done.pay_path) if done.pay_path else _on(done.booking)


@require_POST
@entering
def again(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Hold the same time once more, with all that was typed, if it is still free."""
    key = request.POST.get("key", "").replace("\0", "")[:22]
    wanted = [(each.add_on, each.quantity) for each in booking.add_ons.all() if each.add_on]
    at = timezone.now()
    try:
        made = holding.hold(
            session_type=booking.session_type, package=booking.package, add_ons=wanted,
            starts_at=None if booking.slot else booking.starts_at, slot=booking.slot,
            visitor=booking.visitor, at=at, key=key, address=throttle.network_address(request),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("bookings_site:type", booking.session_type.slug)
    return _on(details.take_along(booking=made, at=at))


@require_POST
@entering
def release(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Let a held time go, and choose another."""
    if booking.state == "held":
        holding.release(booking=booking, at=timezone.now())
    return redirect("bookings_site:type", booking.session_type.slug)


def page(
    request: HttpRequest, booking: Booking, step: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    at = timezone.now()
    context = {
        "booking": booking, "steps": steps.of(booking), "step": step, "when": clock.when(booking),
        "sums": amounts.of(booking), "is_over": steps.is_over(booking, at=at),
        "seconds": max(0, int((booking.held_until - at).total_seconds()))
        if booking.held_until else 0,
        "is_offer": finishing.is_offer(booking), **more,
    }  # fmt: skip
    return render(request, f"bookings/site/{step}.html", context, status=status)


def summary(booking: Booking) -> dict[str, Any]:
    """What the last page says will happen when its button is pressed."""
    at = timezone.now()
    return {
        "now": amounts.asked_at_once(booking, today=clock.today(at)),
        "pays_online": commerce.pays_online(at),
        "asks_first": booking.session_type.approve_first and not finishing.is_offer(booking),
        "add_ons": list(booking.add_ons.all()),
    }


def _known(request: HttpRequest, booking: Booking) -> dict[str, str]:
    """What was typed before, else what is known of a person who is signed in."""
    found = {
        "name": booking.name, "email": booking.email, "phone": booking.phone, "note": booking.note
    }  # fmt: skip
    user = request.user
    is_client = isinstance(user, Person) and request.member is None  # type: ignore[attr-defined]
    if isinstance(user, Person) and is_client and not booking.name:
        found |= {"name": user.name, "email": user.email}
    return found


def _on(booking: Booking) -> HttpResponse:
    """To the next step, or to the booking's page."""
    return redirect("bookings_site:booking", booking.key)


def _status(form: Form) -> int:
    return 400 if form.is_bound and form.errors else 200
