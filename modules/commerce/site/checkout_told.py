"""What the form of the checkout says, read and kept with the cart."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest

from modules.commerce.customers import person_of
from modules.commerce.models import CartItem
from modules.commerce.services import address_book, carts
from modules.commerce.services.addresses import FIELDS
from modules.commerce.site.cart_changes import drop_lost
from modules.gallery import facade as gallery
from safelight.accounts import visitors

__all__ = ["drop_lost", "keep"]

_WAY = "way-"


def keep(request: HttpRequest) -> None:
    """Keep what was typed and chosen, finished or not. Consents are never kept."""
    visitor = visitors.ensure(request)
    said = request.POST
    carts.tell(
        visitor=visitor, name=said.get("name"), email=said.get("email"), note=said.get("note"),
        shipping=_address(request, "shipping"), billing=_billing(request),
        key=said.get("key", ""),
    )  # fmt: skip
    viewer = gallery.viewer_of(request)
    for item in CartItem.objects.filter(cart__visitor=visitor).select_related("shipping_profile"):
        way = said.get(_WAY + item.public_id)
        now = item.shipping_profile.public_id if item.shipping_profile else ""
        if way and way != now:
            to = carts.Change(shipping=way)
            # Ordered by the first of two clicks, or taken out in another tab.
            with suppress(carts.NoSuchLine):
                line = item.public_id
                carts.change(viewer=viewer, visitor=visitor, item_public_id=line, to=to)


def _address(request: HttpRequest, prefix: str) -> dict[str, str] | None:
    """The address of the form, or the kept one that was chosen; None where the form has none."""
    person, chosen = person_of(request), request.POST.get(f"{prefix}-kept")
    if person is not None and chosen:
        for row in address_book.kept(person):
            if row.public_id == chosen:
                return address_book.as_written(row)
    if f"{prefix}-country" not in request.POST:
        return None
    return {field: request.POST.get(f"{prefix}-{field}", "") for field in FIELDS}


def _billing(request: HttpRequest) -> dict[str, str] | None:
    """``other`` says that the invoice goes elsewhere than the goods."""
    written = _address(request, "billing")
    if "shipping-country" not in request.POST:
        return written
    if not request.POST.get("other"):
        return {}
    return (written or {}) | {"other": "1"}
