"""Placing an order from a cart (transitions T1 and T2)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from modules.commerce.events import OrderPlaced
from modules.commerce.models import Order, PaymentState, Validation
from modules.commerce.payments import providers
from modules.commerce.services import address_book, addresses, carts, quoting, stock
from modules.commerce.services.costs import discounts, taxes
from modules.commerce.services.orders import freezing, mails, numbers, releasing, settling, trail
from modules.commerce.services.quoting import Quote
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from safelight import outbox
from safelight.accounts.models import Person, Visitor
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class CartIsEmpty(Refusal):
    code = "cart_is_empty"


class CartHasChanged(Refusal):
    """It is not what the client saw, or some lines can no longer be ordered; nothing was placed."""

    code = "cart_has_changed"

    def __init__(self, sentence: str, names: Sequence[str]) -> None:
        super().__init__(sentence, fields={"photos": list(names)})
        self.names = list(names)


class EmailNeeded(Refusal):
    code = "email_needed"
    status = 400


class ConsentNeeded(Refusal):
    """``fields["consents"]`` has the kinds that were not ticked."""

    code = "consent_needed"
    status = 400


class OrderRefused(Refusal):
    """The studio takes no order like this one: too small, or nothing to pay."""

    code = "order_refused"


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who orders. ``person`` is None for somebody who is not signed in."""

    visitor: Visitor
    person: Person | None
    viewer: gallery.Viewer
    email: str
    name: str = ""


def place_order(  # noqa: PLR0913 - keyword-only, and each is a part of what the client says
    *,
    customer: Customer,
    note: str,
    key: str,
    at: datetime,
    seen: str | None = None,
    consents: Collection[str] = (),
) -> Order:
    """Turn the customer's cart into an order, once for each ``key``.

    The key means something to this customer only, and for ever: a form that is sent again a day
    later finds the order that it placed. An empty key is the cart's own, which the forms of all
    tabs share. ``seen`` is the digest of the quote that the client agreed to; without one, whatever
    it costs now. ``consents`` are the kinds of the boxes that they ticked.
    Raises ``EmailNeeded``, ``CartIsEmpty``, ``CartHasChanged``, ``OrderRefused``,
    ``ConsentNeeded``, and what addresses, stock and coupons raise.
    """
    check_email(customer.email)
    # Order, stock, items, history, event and mails appear together, and the cart is emptied.
    with transaction.atomic():
        # The lock makes a double click wait here, and then find the order that the first placed.
        cart = carts.locked_cart(customer.visitor)
        once = _digest(customer.visitor, key or cart.placement_key)
        placed: Order | None = Order.objects.filter(placement_key=once).first()
        if placed is not None:
            return placed
        quote = quoting.quote(
            cart=cart, viewer=customer.viewer, person=customer.person, at=at, email=customer.email
        )
        _check(quote, seen, consents)
        written = _addresses(quote)
        # Before the order's number is taken, which everybody else waits for.
        taken = stock.take(stock.needed(line.item for line in quote.lines))
        order = _write(customer, quote, written, note or cart.note, once, at)
        taken.hold(order, until=_patience(order, at))
        if quote.coupon is not None:
            discounts.use_coupon(order=order, coupon=quote.coupon.coupon)
        carts.empty(cart)
        _tell(order, customer, len(quote.lines), at)
    return order


def _tell(order: Order, customer: Customer, lines: int, at: datetime) -> None:
    if customer.person is not None:
        for address in (order.billing_address, order.shipping_address):
            address_book.keep(customer.person, address, at=at)
    trail.record(order=order, verb="placed", by=customer.person, client=True, at=at, photos=lines)
    outbox.publish(OrderPlaced(order_id=order.pk))
    mails.order_placed(order)
    settling.settle(order, at=at)
    releasing.announce(order)


def check_email(email: str) -> None:
    """Raises ``EmailNeeded`` for what is no address."""
    try:
        validate_email(email)
    except ValidationError:
        sentence = _("Write your e-mail address, so that we can tell you when it is ready.")
        raise EmailNeeded(sentence, fields={"email": [sentence]}) from None


def _check(quote: Quote, seen: str | None, consents: Collection[str]) -> None:
    """What the client saw is what is ordered, and they agreed to all of it."""
    if not quote.lines:
        raise CartIsEmpty(_("Your cart is empty. Choose at least one photo."))
    if quote.lost:
        names = [line.item.name for line in quote.lost]
        sentence = _("These can no longer be ordered. Take them out and order again: %s")
        raise CartHasChanged(sentence % ", ".join(names), names)
    if quote.refusal:
        raise OrderRefused(quote.refusal)
    if quote.is_sale and seen is not None and seen != quote.digest:
        names = [line.item.name for line in quote.changed]
        raise CartHasChanged(_("Something has changed. Look at it once more, then order."), names)
    if quote.coupon_problem:
        raise discounts.CouponRefused(quote.coupon_problem)
    missing = [each.kind for each in quote.needs.consents if each.kind not in consents]
    if missing:
        sentence = _("Tick the boxes above the button, so that we may begin.")
        raise ConsentNeeded(sentence, fields={"consents": list(missing)})


def _addresses(quote: Quote) -> tuple[addresses.Written, addresses.Written]:
    """(billing, shipping) as they are kept with the order; {} for what nobody has to know.

    Raises ``AddressIncomplete`` and ``BadVatNumber``.
    """
    needs, where = quote.needs, quote.destinations
    if not needs.address:
        return {}, {}
    billing, shipping = dict(where.billing), {}
    if needs.shipping is not None:
        shipping = addresses.checked(where.shipping)
        billing = addresses.checked(billing) if where.has_other_billing else shipping
    else:
        billing = addresses.checked(where.buyer, only=needs.billing or None)
    number = taxes.checked_vat_number(billing.get("vat_number", ""), country=billing["country"])
    return {**billing, "vat_number": number}, shipping


def _write(  # noqa: PLR0913 - each is a part of the order
    customer: Customer,
    quote: Quote,
    written: tuple[addresses.Written, addresses.Written],
    note: str,
    key: str,
    at: datetime,
) -> Order:
    settings = site.module_settings("commerce", CommerceSettings)
    order = Order.objects.create(
        number=numbers.take_next(),
        visitor=customer.visitor,
        person=customer.person,
        brand_id=gallery.brand_of_all(gallery_ids=_galleries(quote)),
        email=customer.email.strip(),
        name=customer.name.strip() or written[0].get("name", ""),
        language=get_language() or "",
        note=note.strip(),
        validation=Validation.AWAITING if settings.manual_validation else Validation.NOT_REQUIRED,
        payment=PaymentState.UNPAID if quote.priced.total else PaymentState.NOT_DUE,
        billing_address=written[0],
        shipping_address=written[1],
        consents=freezing.consents(quote.needs.consents, terms=settings.terms, at=at),
        placed_at=at,
        placement_key=key,
        **_sums(quote),
    )
    freezing.items_of(order, customer.viewer, freezing.lines_of(order, quote), quote)
    return order


def _galleries(quote: Quote) -> set[int]:
    return {line.item.gallery_id for line in quote.lines if line.item.gallery_id}


def _sums(quote: Quote) -> dict[str, Any]:
    priced = quote.priced
    return {
        "goods": priced.goods,
        "discount": priced.discount,
        "shipping": priced.shipping,
        "tax": priced.tax,
        "total": priced.total,
        "currency": quote.currency,
        "prices_include_tax": quote.prices_include_tax,
    }


def _patience(order: Order, at: datetime) -> datetime | None:
    """Until when copies wait: for as long as the order lives where nobody is asked to pay now."""
    due = order.payment == PaymentState.UNPAID and order.validation == Validation.NOT_REQUIRED
    return at + stock.PATIENCE if due and providers.available(at) else None


def _digest(visitor: Visitor, key: str) -> str:
    return hashlib.sha256(f"{visitor.pk}\n{key}".encode()).hexdigest()
