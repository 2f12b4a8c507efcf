"""Buying for tests, the way a client goes; use it inside a studio."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils import timezone

from modules.commerce.models import Cart, CartItem, Order, PriceList, PriceRow
from modules.commerce.services import carts, quoting
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.quoting import Quote
from modules.gallery.models import Gallery, Photo
from safelight.site.models import SiteSettings
from tests.commerce.factories import photos_of

CONSENTS = ("terms", "digital_consent", "digital_acknowledgement")
BERLIN = {
    "name": "Carla Client", "street": "Lindenallee 1", "city": "Berlin", "postal_code": "10115",
    "country": "DE",
}  # fmt: skip


def put(  # noqa: PLR0913 - each is a part of a line
    who: Customer,
    sold: PriceList | PriceRow,
    *,
    gallery: Gallery | None = None,
    photo: Photo | None = None,
    choices: Sequence[str] = (),
    quantity: int = 1,
    note: str = "",
) -> CartItem:
    """In the cart by ``carts.add``; of the gallery's first photo where the list is of files."""
    row = sold if isinstance(sold, PriceRow) else sold.rows.all()[0]
    if row.price_list.is_of_files and photo is None and gallery is not None:
        photo = photos_of(gallery)[0]
    return carts.add(
        viewer=who.viewer,
        visitor=who.visitor,
        gallery_public_id=gallery.public_id if gallery else None,
        photo_public_id=photo.public_id if photo else None,
        row_public_id=row.public_id,
        choice_public_ids=list(choices),
        quantity=quantity,
        note=note,
        at=timezone.now(),
    )


def cart_of(who: Customer) -> Cart:
    found: Cart = Cart.objects.get(visitor=who.visitor)
    return found


def live_at(who: Customer, *, shipping: Any = None, billing: Any = None) -> None:
    Cart.objects.filter(visitor=who.visitor).update(
        shipping_address=shipping or {}, billing_address=billing or {}
    )


def look(who: Customer) -> Quote:
    return quoting.quote(
        cart=cart_of(who), viewer=who.viewer, person=who.person, at=timezone.now(), email=who.email
    )


def buy(who: Customer, *, key: str = "", consents: Collection[str] = CONSENTS) -> Order:
    """Order what the cart holds, agreeing to what it costs now."""
    return placing.place_order(
        customer=who, note="", key=key, at=timezone.now(), seen=look(who).digest, consents=consents
    )


def set_up(**settings: Any) -> None:
    """The studio's settings of ordering."""
    SiteSettings.objects.filter(pk=1).update(modules={"commerce": settings})
