"""The list of lab orders, one of them, and several at once."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.labs import permissions
from modules.labs.models import LabOrder, LabState
from modules.labs.services import ordering, slips
from modules.labs.workspace.reads import order_list, order_sheet, order_words
from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.outbox import selectors as outbox

MOST = 200


@workspace(permissions.VIEW)
@never_cache
@require_safe
def list_orders(request: HttpRequest) -> HttpResponse:
    page = paging.page(request, order_list.found(request), key="-pk")
    context = {
        "page": page,
        "rows": order_list.rows(page.rows),
        "tabs": order_list.tabs(request),
        "labs": order_list.labs(request),
        "is_filtered": bool(request.GET.get("show") or request.GET.get("lab")),
        "may_send": may_send(request),
    }
    return render(request, "labs/workspace/orders.html", context)


@workspace(permissions.VIEW)
@never_cache
@require_safe
def show(request: HttpRequest, lab_order: str) -> HttpResponse:
    found, at = lab_order_or_404(lab_order), timezone.now()
    context = {
        "lab_order": found,
        "sheet": order_sheet.of(request, found, at=at),
        "standing": order_words.standing(found),
        "history": order_words.history(found),
        "mails": outbox.mails_about("lab_order", found.public_id),
        "may_send": may_send(request),
        "may_see_orders": "commerce.view" in _allowed(request),
        "breadcrumbs": crumbs(),
    }
    return render(request, "labs/workspace/order.html", context)


@workspace(permissions.VIEW)
@never_cache
@require_safe
def slip(request: HttpRequest, lab_order: str) -> HttpResponse:
    """The packing slip, for whoever packs it here."""
    found = lab_order_or_404(lab_order)
    response = HttpResponse(slips.pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return response


@workspace(permissions.VIEW)
@never_cache
@require_safe
def progress(request: HttpRequest, lab_order: str) -> HttpResponse:
    """How far the sending is, or what the lab was asked for (``docs/api/scripts.md``)."""
    found = lab_order_or_404(lab_order)
    files = list(found.pieces.filter(is_live=True).values_list("file__made_at", flat=True))
    is_open = found.state == LabState.SENDING or found.wishes.filter(answered_at=None).exists()
    return JsonResponse(
        {
            "state": "running" if is_open else "done",
            "done": len(files) - files.count(None),
            "total": len(files),
            "current": None,
            "seconds_left": None,
            "message": order_words.standing(found),
            "url": None if is_open else reverse("labs_workspace:order", args=[lab_order]),
        }
    )


@workspace(permissions.VIEW)
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """``action`` (``send`` or ``group``) for each ``lab_order``."""
    if not may_send(request):
        raise PermissionDenied
    asked = [each for each in request.POST.getlist("lab_order") if "\0" not in each][:MOST]
    chosen = list(LabOrder.objects.filter(public_id__in=asked).order_by("pk"))
    if request.POST.get("action") == "group":
        return _group(request, chosen)
    if chosen and request.POST.get("action") == "send":
        _send(request, chosen)
    return redirect("labs_workspace:orders")


def _group(request: HttpRequest, chosen: list[LabOrder]) -> HttpResponse:
    ids = [each.pk for each in chosen]
    try:
        made = ordering.group(lab_order_ids=ids, by=person_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("labs_workspace:orders")
    messages.success(request, _("They are one lab order now: %s. Send it here.") % made.reference)
    return redirect("labs_workspace:order", made.public_id)


def _send(request: HttpRequest, chosen: list[LabOrder]) -> None:
    done = 0
    for each in chosen:
        try:
            ordering.send(lab_order=each, by=person_of(request), at=timezone.now())
            done += 1
        except Refusal as refusal:
            messages.error(request, f"{each.reference}: {refusal.sentence}")
    if done:
        said = ngettext("%(n)d lab order is sent.", "%(n)d lab orders are sent.", done)
        messages.success(request, said % {"n": done})


def lab_order_or_404(public_id: str) -> LabOrder:
    """The lab order; whoever asks has passed the workspace's door."""
    rows = LabOrder.objects.select_related("connection")
    found: LabOrder | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def crumbs(lab_order: LabOrder | None = None) -> list[dict[str, Any]]:
    found = [{"title": _("Orders to labs"), "url": reverse("labs_workspace:orders")}]
    if lab_order is not None:
        url = reverse("labs_workspace:order", args=[lab_order.public_id])
        found.append({"title": lab_order.reference, "url": url})
    return found


def may_send(request: HttpRequest) -> bool:
    return permissions.SEND in _allowed(request)


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _allowed(request: HttpRequest) -> frozenset[str]:
    return cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
