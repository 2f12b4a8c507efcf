"""What commerce answers to hooks."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from modules.commerce import renewing, selectors
from modules.commerce.figures import studio_figures
from modules.commerce.gate import (
    downloading,
    gallery_banner,
    held_photos,
    why_not_picked,
)
from modules.commerce.models import (
    Choosing,
    IncludedPhoto,
    ItemState,
    Life,
    Order,
    OrderItem,
    TransferVisit,
)
from modules.commerce.services import carts
from modules.commerce.services.orders import revisions
from modules.commerce.transfer import claimed_finals, transfer_in_use, transfer_panel
from modules.commerce.window import (
    buying_address,
    gallery_for_sale,
    gallery_tabs,
    photo_offers,
    photo_panel,
    photos_for_sale,
    picked_for_sale,
    selection_links,
)
from modules.gallery import facade as gallery
from safelight import jobs
from safelight.kernel.hooks import impl
from safelight.storage.claims import Link

__all__ = [
    "buying_address",
    "claimed_finals",
    "downloading",
    "gallery_banner",
    "gallery_for_sale",
    "gallery_tabs",
    "held_photos",
    "photo_offers",
    "photo_panel",
    "photos_for_sale",
    "picked_for_sale",
    "selection_links",
    "studio_figures",
    "transfer_in_use",
    "transfer_panel",
    "why_not_picked",
]


@impl
def brand_of(kind: str, public_id: str) -> int | None:
    if kind != "order":
        return None
    return Order.objects.filter(public_id=public_id).values_list("brand", flat=True).first()


@impl
def merge_visitor(source_id: int, target_id: int) -> None:
    """Join the carts, and take along what was ordered before signing in."""
    carts.merge(source_id=source_id, target_id=target_id)
    Order.objects.filter(visitor_id=source_id).update(visitor_id=target_id)
    Choosing.objects.filter(visitor=source_id).update(visitor=target_id)
    IncludedPhoto.objects.filter(visitor=source_id).update(visitor=target_id)
    visits = TransferVisit.objects.filter(visitor=source_id)
    known = TransferVisit.objects.filter(visitor=target_id).values("order")
    visits.exclude(order__in=known).update(visitor=target_id)


@impl
def ordered_photo_ids(visitor_id: int, photo_ids: list[int]) -> set[int]:
    items = OrderItem.objects.filter(
        order__visitor=visitor_id, order__life=Life.OPEN, photo__in=photo_ids
    )
    return set(items.exclude(state=ItemState.CANCELLED).values_list("photo_id", flat=True))


@impl
def needed_photos(photo_ids: list[int]) -> set[int]:
    """Photos of open orders that their clients have not got, or could not be given again."""
    items = OrderItem.objects.filter(order__life=Life.OPEN, photo__in=photo_ids)
    over = (ItemState.DELIVERED, ItemState.SHIPPED, ItemState.CANCELLED)
    return set(items.exclude(state__in=over).values_list("photo", flat=True))


@impl
def revision_of_link(request: HttpRequest, link: Link) -> int | None:
    return renewing.revision(request, link) if link.scope.kind == "order" else None


@impl
def rights_changed(client_ids: list[int]) -> None:
    """Links to what they ordered are decided anew: whoever is shut out cannot renew them."""
    theirs = Q(person__client__in=client_ids) | Q(visitor__person__client__in=client_ids)
    revisions.raise_for(list(Order.objects.filter(theirs).values_list("pk", flat=True)))


@impl
def team_rights_changed(person_ids: list[int]) -> None:
    """The team may fetch what anybody ordered: what these people fetched lately is decided anew."""
    fetched = gallery.orders_fetched_lately(person_ids=person_ids)
    rows = Order.objects.filter(public_id__in=fetched)
    revisions.raise_for(list(rows.values_list("pk", flat=True)))


@impl
def heard_from_provider(provider: str, names: dict[str, str]) -> None:
    """Ask the provider in a job: one for each payment, however many news of it come."""
    kinds = ("intent", "session", "charge", "account")
    about = next(names[kind] for kind in kinds if names.get(kind))
    jobs.enqueue(
        "commerce.hear_of_payment", key=about, provider=provider,
        session=names.get("session", ""), intent=names.get("intent", ""),
        charge=names.get("charge", ""), account=names.get("account", ""),
    )  # fmt: skip


@impl
def site_tools(request: HttpRequest) -> dict[str, object]:
    return {
        "cart_url": reverse("commerce_site:cart"),
        "cart_count": SimpleLazyObject(lambda: selectors.count_in_cart(request)),
        "account_menu": [
            {"title": _("Your orders"), "url": reverse("commerce_site:orders"), "icon": "receipt"},
            {
                "title": _("Your addresses"),
                "url": reverse("commerce_site:addresses"),
                "icon": "home",
            },
        ],
        "account_pages": [
            _page(_("Your orders"), "orders", "receipt", _("What you ordered, and how far it is.")),
            _page(_("Your downloads"), "own_downloads", "download", _("Fetch them again here.")),
            _page(_("Your invoices"), "invoices", "file-image", _("Of everything that you paid.")),
            _page(_("Your addresses"), "addresses", "home", _("Offered at your next order.")),
        ],
    }


def _page(title: str, name: str, icon: str, text: str) -> dict[str, str]:
    url = reverse(f"commerce_site:{name}")
    return {"title": title, "url": url, "icon": icon, "text": text}
