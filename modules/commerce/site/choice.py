"""The client's choice under soft proofing: what is included, what costs, and sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.customers import customer_of, person_of, slow_strangers_down
from modules.commerce.models import Choosing, Deliverables
from modules.commerce.services.deliverables import choosing, ordering, sending
from modules.commerce.services.deliverables.choosing import Round
from modules.commerce.services.paying import starting
from modules.commerce.settings import CommerceSettings
from modules.commerce.site import faces
from modules.commerce.site.address_forms import AddressForm
from modules.commerce.site.forms import OrderForm
from modules.commerce.site.photo_tiles import tiles_of
from modules.gallery.models import Gallery
from safelight.accounts import throttle, visitors
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, gallery: str) -> HttpResponse:
    """POST with ``action=send`` sends it; any other only shows what is asked for there."""
    place, terms = _seen(request, gallery)
    status = 200
    if request.method == "POST" and request.POST.get("action") == "send":
        try:
            return _send(request, place, terms)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
        except throttle.TooManyTries as wait:
            return throttle.too_many(request, wait)
    visitor = visitors.current(request)
    round_ = choosing.round_of(terms, visitor.pk if visitor else None)
    if round_.sent is not None:
        context = _of_sent(request, place, round_.sent)
        return render(request, "commerce/site/choice/sent.html", context, status=status)
    context = _of_open(request, place, round_)
    return render(request, "commerce/site/choice/page.html", context, status=status)


def _seen(request: HttpRequest, gallery: str) -> tuple[Gallery, Deliverables]:
    """404 where this person may not enter, or nothing is chosen."""
    place, _photos = faces.entered(request, gallery)
    terms = choosing.terms_of_gallery(place.pk)
    if terms is None:
        raise Http404
    return place, terms


def _send(request: HttpRequest, place: Gallery, terms: Deliverables) -> HttpResponse:
    who = OrderForm(request.POST, is_known=person_of(request) is not None)
    who.is_valid()  # What is missing of it is refused with its sentence.
    said = who.cleaned_data
    slow_strangers_down(request, at=timezone.now())
    made = sending.send(
        gallery_id=place.pk,
        customer=customer_of(request, email=said.get("email", ""), name=said.get("name", "")),
        note=said.get("note", ""),
        billing=_typed(request),
        consents=request.POST.getlist("consent"),
        at=timezone.now(),
        seen=request.POST.get("seen", ""),
    )
    if made.order is not None and starting.is_payable(made.order):
        return redirect("commerce_site:pay", made.order.public_id)
    return redirect("commerce_site:choice", place.public_id)


def _of_open(request: HttpRequest, place: Gallery, round_: Round) -> dict[str, Any]:
    cost = ordering.cost_of(round_, _typed(request))
    data = request.POST if request.method == "POST" else None
    is_sent = data is not None and data.get("action") == "send"
    who = OrderForm(data, is_known=person_of(request) is not None)
    who.fields["note"].label = _("A word to the studio")
    address = None
    if cost.asked is not None:
        known = {} if is_sent else _typed(request)
        address = AddressForm(
            data if is_sent else None, prefix="billing", known=known, only=cost.asked
        )
    return {
        "gallery": place,
        "round": round_,
        "cost": cost,
        "tiles": tiles_of(request, place, [photo.pk for photo in round_.chosen]),
        "extras": frozenset(photo.pk for photo in round_.extras),
        "known": round_.known,
        "who": who,
        "person": person_of(request),
        "address": address,
        "seen": sending.digest(round_, cost),
        # What the boxes of the checkout read.
        "needed": {"needs": {"consents": cost.consents}},
        "ticked": request.POST.getlist("consent"),
        "settings": site.module_settings("commerce", CommerceSettings),
    }


def _of_sent(request: HttpRequest, place: Gallery, sent: Choosing) -> dict[str, Any]:
    visitor = visitors.current(request)
    order = sent.order if visitor is not None and sent.visitor_id == visitor.pk else None
    photos = list(sent.photos.order_by("pk"))
    return {
        "gallery": place,
        "sent": sent,
        "order": order,
        "is_payable": order is not None and starting.is_payable(order),
        "photos": photos,
        "extras": frozenset(each.photo_id for each in photos if each.is_extra),
        "tiles": tiles_of(request, place, [each.photo_id for each in photos if each.photo_id]),
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was written of an address."""
    return {
        name.removeprefix("billing-"): value.replace("\0", "")
        for name, value in request.POST.items()
        if name.startswith("billing-") and isinstance(value, str)
    }
