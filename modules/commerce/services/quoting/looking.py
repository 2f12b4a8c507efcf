"""A quote for somebody who looks at it: labs are asked first for what they have not said yet."""

from __future__ import annotations

from datetime import datetime

from modules.commerce.models import Cart, CartItem
from modules.commerce.services.costs import shipping
from modules.commerce.services.quoting import destinations, reckoning
from modules.commerce.services.quoting.quote import Quote
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from safelight.accounts.models import Person
from safelight.site import selectors as site


def look(
    *, cart: Cart, viewer: gallery.Viewer, person: Person | None, at: datetime, email: str = ""
) -> Quote:
    """As ``quote``, which asks nobody. May wait seconds for a lab: not inside a transaction."""
    if cart.pk:
        _ask_labs(cart, person)
    return reckoning.quote(cart=cart, viewer=viewer, person=person, at=at, email=email)


def _ask_labs(cart: Cart, person: Person | None) -> None:
    rows = CartItem.objects.filter(cart=cart, row__price_list__made_by_lab=True)
    items = list(rows.select_related("row__price_list"))
    if not items:
        return
    studio = site.site_settings()
    settings = site.from_stored(CommerceSettings, studio.modules.get("commerce", {}))
    where = destinations.of_cart(cart, person=person, settings=settings)
    goods = reckoning.goods_of(items)
    shipping.ask_labs(goods, country=where.country, currency=studio.currency)
