"""The list of bookings, and one of them."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.bookings import permissions, selectors
from modules.bookings.models import Booking, BookingState
from modules.bookings.services import clock
from modules.bookings.services.contracts import signing
from modules.bookings.services.fees import standing
from modules.bookings.services.mails import posting
from modules.bookings.site.own import pdf_answer
from modules.bookings.workspace.forms.bookings import RemarkForm
from modules.bookings.workspace.reads import listing, sheet
from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.domains import selectors as domains
from safelight.outbox import selectors as outbox
from safelight.web import csvfiles


@workspace(permissions.VIEW)
@never_cache
@require_safe
def list_bookings(request: HttpRequest) -> HttpResponse:
    page = paging.page(request, listing.bookings(request), key="-pk")
    context = {
        "page": page, "rows": listing.rows(page.rows, at=timezone.now()),
        "selects": listing.selects(request), "days": listing.days(request),
        "is_filtered": listing.is_filtered(request), "may_manage": may(request, permissions.MANAGE),
        "may_types": may(request, permissions.TYPES),
        "csv_url": f"{reverse('bookings_workspace:csv')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "bookings/workspace/list.html", context)


@workspace(permissions.VIEW)
@require_safe
def list_csv(request: HttpRequest) -> HttpResponse:
    """The whole list that the filters show, not one page of it."""
    found = listing.bookings(request).order_by("-pk")
    rows = listing.csv_rows(found.iterator(), at=timezone.now())
    return csvfiles.respond("bookings.csv", listing.csv_head(), rows)


@workspace(permissions.VIEW)
@never_cache
@require_safe
def show(request: HttpRequest, booking: str) -> HttpResponse:
    return render(
        request, "bookings/workspace/booking.html", page_of(request, found_or_404(booking))
    )


@workspace(permissions.VIEW)
@require_safe
def contract_pdf(request: HttpRequest, booking: str) -> HttpResponse:
    signature = signing.signature_of(found_or_404(booking))
    if signature is None:
        raise Http404
    return pdf_answer(signature)


def page_of(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    at = timezone.now()
    money = standing.of(booking, at=at)
    state = BookingState(booking.state)
    return {
        "booking": booking, "when": clock.when(booking), "state": state, "money": money,
        "tone": sheet.tone(booking), "next_step": sheet.next_step(booking, money, at=at),
        "history": sheet.history(booking), "signature": signing.signature_of(booking),
        "sheets": list(booking.answer_sheets.order_by("answered_at")),
        "add_ons": list(booking.add_ons.all()), "is_past": booking.starts_at <= at,
        "mails": outbox.mails_about("booking", booking.public_id),
        "may_manage": may(request, permissions.MANAGE),
        "may_pay": may(request, "commerce.payments"),
        "may_see_orders": may(request, "commerce.view"),
        "may_see_galleries": may(request, "gallery.view"),
        "is_movable": state in (BookingState.HELD, BookingState.ASKED, BookingState.BOOKED),
        "may_have_gallery": state in (BookingState.BOOKED, BookingState.DONE),
        "own_url": domains.on_site(request, posting.page_path(booking)),
        "remark_form": RemarkForm(initial={"remark": booking.remark}),
        "breadcrumbs": sheet.crumbs(),
    }  # fmt: skip


def may(request: HttpRequest, permission: str) -> bool:
    return permission in cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]


def found_or_404(public_id: str) -> Booking:
    """The booking; whoever asks has passed the workspace's door."""
    found = selectors.of_the_team(public_id)
    if found is None:
        raise Http404
    return found
