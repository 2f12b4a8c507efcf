"""What the checkout's page is made of: the quote, and forms for what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from modules.commerce.customers import person_of
from modules.commerce.models import Address
from modules.commerce.services import address_book
from modules.commerce.services.quoting import Quote
from modules.commerce.site import quoted
from modules.commerce.site.address_forms import AddressForm
from modules.commerce.site.forms import OrderForm
from modules.commerce.site.quoted import ShownQuote


@dataclass(frozen=True, kw_only=True)
class Page:
    """``billing`` is None where the invoice goes where the goods go, or nobody has to know."""

    shown: ShownQuote
    who: OrderForm
    shipping: AddressForm | None
    billing: AddressForm | None
    kept: Sequence[Address]

    @property
    def quote(self) -> Quote:
        return self.shown.quote

    @property
    def asks_for_other_billing(self) -> bool:
        return self.shipping is not None

    def is_valid(self) -> bool:
        forms = [form for form in (self.who, self.shipping, self.billing) if form is not None]
        # All of them are asked, so that each says what is wrong with it.
        found = [form.is_valid() for form in forms]
        return all(found)


def page_of(request: HttpRequest) -> Page | None:
    """The page of the cart as it is now; None where nothing is in it."""
    shown = quoted.now(request)
    if shown is None:
        return None
    person, needs, where = person_of(request), shown.quote.needs, shown.quote.destinations
    data = request.POST if _is_placing(request) else None
    billing_parts = needs.billing
    if needs.shipping is not None and where.has_other_billing:
        billing_parts = ()
    known = where.billing if needs.shipping is not None else where.buyer
    return Page(
        shown=shown,
        who=_who(request, data, shown.quote, is_known=person is not None),
        shipping=_address(
            data,
            "shipping",
            where.shipping,
            needs.shipping,
            for_business=where.spares_businesses and not where.has_other_billing,
        ),
        billing=_address(
            data, "billing", known, billing_parts, for_business=where.spares_businesses
        ),
        kept=address_book.kept(person) if person and needs.shipping is not None else (),
    )


def _is_placing(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("action") == "place"


def _who(request: HttpRequest, data: Any, quote: Quote, *, is_known: bool) -> OrderForm:
    cart = quote.cart
    initial = {"name": cart.name, "email": cart.email, "note": cart.note}
    form = OrderForm(data, initial=initial, is_known=is_known)
    if not is_known:
        form.fields["email"].help_text = _("What you ordered is confirmed to you there.")
    return form


def _address(
    data: Any,
    prefix: str,
    known: Mapping[str, str],
    parts: Sequence[str] | None,
    *,
    for_business: bool,
) -> AddressForm | None:
    if parts is None:
        return None
    return AddressForm(data, prefix=prefix, known=known, only=parts, for_business=for_business)
