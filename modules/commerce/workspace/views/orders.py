"""The list of orders, and one of them."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce import hooks, permissions
from modules.commerce.models import Order
from modules.commerce.services import addresses, documents, transferring
from modules.commerce.services.delivery import forcing, withdrawing
from modules.commerce.workspace.reads import history, listing, money, sheet, standing
from modules.gallery import facade as gallery
from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.domains import selectors as domains
from safelight.outbox import selectors as outbox
from safelight.web import csvfiles


@workspace(permissions.VIEW)
@never_cache
@require_safe
def list_orders(request: HttpRequest) -> HttpResponse:
    page = paging.page(request, listing.counted(listing.orders(request)), key="-number")
    allowed = cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "selects": listing.selects(request),
        "days": listing.days(request),
        "is_filtered": listing.is_filtered(request),
        "csv_url": f"{reverse('commerce_workspace:csv')}?{request.GET.urlencode()}",
        "may_manage": permissions.MANAGE in allowed,
        "may_pay": permissions.PAYMENTS in allowed,
    }
    return render(request, "commerce/workspace/list.html", context)


@workspace(permissions.VIEW)
@require_safe
def list_csv(request: HttpRequest) -> HttpResponse:
    """The whole list that the filters show, not one page of it."""
    found = listing.counted(listing.orders(request)).order_by("-number")
    return csvfiles.respond("orders.csv", sheet.head(), sheet.rows(found.iterator()))


@workspace(permissions.VIEW)
@never_cache
@require_safe
def show(request: HttpRequest, order: str) -> HttpResponse:
    found = order_or_404(order)
    context = page_of(request, found)
    return render(request, "commerce/workspace/order.html", context)


def page_of(request: HttpRequest, order: Order) -> dict[str, Any]:
    facts = standing.of(request, order)
    allowed = cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
    downloads = gallery.downloads_of_order(order_public_id=order.public_id)
    return {
        "order": order,
        "standing": facts,
        "history": history.of(order),
        "papers": documents.of_order(order),
        "mails": outbox.mails_about("order", order.public_id),
        "downloads": downloads,
        "places": list({row.place.id: row.place for row in facts.rows if row.place}.values()),
        "filenames": ", ".join(dict.fromkeys(facts.file_names)),
        "may_manage": permissions.MANAGE in allowed,
        "may_be_forced": forcing.may_be_forced(order),
        "is_withdrawn": withdrawing.is_withdrawn(order),
        "addresses": _addresses(order),
        "money": money.of(order),
        "transfer_links": [
            {"title": place.title, "url": domains.on_site(request, place.path)}
            for place in transferring.places(order)
        ],
        "may_pay": permissions.PAYMENTS in allowed,
        "panels": hooks.panels_of_order(request=request, order=order),
        **closing_of(order),
        "may_see_galleries": "gallery.view" in allowed,
        "breadcrumbs": crumbs(),
        "progress_url": reverse("commerce_workspace:progress", args=[order.public_id]),
    }


def _addresses(order: Order) -> list[tuple[str, list[str]]]:
    """Where it goes and who pays; one where both are the same."""
    shipping, billing = order.shipping_address, order.billing_address
    found = [(_("Goes to"), shipping), (_("Bill to"), billing if billing != shipping else {})]
    return [(title, addresses.lines(each)) for title, each in found if each]


def crumbs() -> list[dict[str, str]]:
    return [{"title": _("Orders"), "url": reverse("commerce_workspace:list")}]


def closing_of(order: Order) -> dict[str, str]:
    """How the team can end the order now: decline it, cancel it, or neither."""
    closing = ""
    if order.is_open and order.validation != "declined":
        closing = "decline" if order.validation == "awaiting" else "cancel"
    url = reverse(f"commerce_workspace:{closing}", args=[order.public_id]) if closing else ""
    return {"closing": closing, "closing_url": url}


@workspace(permissions.VIEW)
@never_cache
@require_safe
def progress(request: HttpRequest, order: str) -> HttpResponse:
    """How far the batch that is being prepared is (``docs/api/scripts.md``)."""
    found = order_or_404(order)
    batch = found.deliveries.order_by("-number").first()
    states = list(batch.items.values_list("state", flat=True)) if batch else []
    left = states.count("preparing")
    return JsonResponse(
        {
            "state": "running" if left else "done",
            "done": len(states) - left,
            "total": len(states),
            "current": None,
            "seconds_left": None,
            "message": _("Preparing photos") if left else _("Prepared"),
            "url": None if left else reverse("commerce_workspace:order", args=[order]),
        }
    )


@workspace(permissions.VIEW)
@require_safe
def downloads_csv(request: HttpRequest, order: str) -> HttpResponse:
    """Proof of delivery: who fetched which file, when and from where."""
    found = order_or_404(order)
    rows = (
        (row.at.isoformat(), row.email, row.remote_address, row.name, row.in_archive)
        for row in gallery.downloads_of_order(order_public_id=found.public_id)
    )
    head = (_("When"), _("Who"), pgettext("address", "From"), _("Photo"), _("In an archive"))
    return csvfiles.respond(f"order-{found.number}-downloads.csv", head, rows)


def order_or_404(public_id: str) -> Order:
    """The order; whoever asks has passed the workspace's door."""
    found: Order | None = Order.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
