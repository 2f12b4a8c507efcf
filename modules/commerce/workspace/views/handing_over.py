"""What of an order the team hands over itself, and what had a problem."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from modules.commerce import permissions
from modules.commerce.models import OrderItem, Parcel
from modules.commerce.services.delivery import correcting, handing_over, mending
from modules.commerce.services.delivery.handing_over import Tracking
from modules.commerce.workspace.views.changes import person_of, say
from modules.commerce.workspace.views.orders import order_or_404
from safelight.accounts.doors import workspace


@workspace(permissions.MANAGE)
@require_POST
def send(request: HttpRequest, order: str, parcel: str) -> HttpResponse:
    """``carrier``, ``number`` and ``url`` may all be empty."""
    given = {name: request.POST.get(name, "").strip() for name in ("carrier", "number", "url")}

    def change() -> str:
        found = _parcel(order, parcel)
        handing_over.send(
            parcel=found, tracking=Tracking(**given), by=person_of(request), at=timezone.now()
        )
        return _("Marked as sent. One mail goes to %(email)s.") % {"email": found.order.email}

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def correct_tracking(request: HttpRequest, order: str, parcel: str) -> HttpResponse:
    """As ``send``; ``tell_client`` mails the client what is right."""
    given = {name: request.POST.get(name, "").strip() for name in ("carrier", "number", "url")}
    tell = "tell_client" in request.POST

    def change() -> str:
        found = _parcel(order, parcel)
        correcting.correct(
            parcel=found, tracking=Tracking(**given), tell_client=tell,
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        said = _("Corrected. One mail goes to %(email)s.") if tell else _("Corrected.")
        return said % {"email": found.order.email}

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def take_back(request: HttpRequest, order: str, parcel: str) -> HttpResponse:
    def change() -> str:
        found = _parcel(order, parcel)
        correcting.take_back(parcel=found, by=person_of(request), at=timezone.now())
        return _("Taken back: %(name)s is with you.") % {"name": found.name}

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def announce(request: HttpRequest, order: str, parcel: str) -> HttpResponse:
    def change() -> str:
        found = _parcel(order, parcel)
        handing_over.announce(parcel=found, by=person_of(request), at=timezone.now())
        return _("One mail goes to %(email)s.") % {"email": found.order.email}

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def picked_up(request: HttpRequest, order: str, parcel: str) -> HttpResponse:
    def change() -> str:
        found = _parcel(order, parcel)
        handing_over.picked_up(parcel=found, by=person_of(request), at=timezone.now())
        return _("Marked as picked up.")

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def hand_over(request: HttpRequest, order: str, item: str) -> HttpResponse:
    def change() -> str:
        found = _item(order, item)
        handing_over.hand_over(item=found, by=person_of(request), at=timezone.now())
        return _("%(name)s is handed over.") % {"name": found.name}

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def retry(request: HttpRequest, order: str, item: str) -> HttpResponse:
    def change() -> str:
        found = mending.retry(item=_item(order, item), by=person_of(request), at=timezone.now())
        return _("%(name)s goes on: %(state)s.") % {
            "name": found.name,
            "state": found.get_state_display(),
        }

    return say(request, order, change)


def _parcel(order: str, parcel: str) -> Parcel:
    rows = order_or_404(order).parcels.select_related("order")
    found: Parcel | None = rows.filter(public_id=parcel).first()
    if found is None:
        raise Http404
    return found


def _item(order: str, item: str) -> OrderItem:
    found: OrderItem | None = order_or_404(order).items.filter(public_id=item).first()
    if found is None:
        raise Http404
    return found
