"""Placing an order from a cart (transitions T1 and T2)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.events import OrderPlaced
from modules.commerce.models import Cart, CartItem, Order, OrderItem, OrderLine, Validation
from modules.commerce.services import automatic, carts, mails, numbers, outcomes, trail
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from safelight import outbox
from safelight.accounts.models import Person, Visitor
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site


class CartIsEmpty(Refusal):
    code = "cart_is_empty"


class CartHasChanged(Refusal):
    """Some lines can no longer be ordered; nothing was placed and nothing was lost."""

    code = "cart_has_changed"

    def __init__(self, sentence: str, names: Sequence[str]) -> None:
        super().__init__(sentence, fields={"photos": list(names)})
        self.names = list(names)


class EmailNeeded(Refusal):
    code = "email_needed"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who orders. ``person`` is None for somebody who is not signed in."""

    visitor: Visitor
    person: Person | None
    viewer: gallery.Viewer
    email: str
    name: str = ""


def place_order(*, customer: Customer, note: str, key: str, at: datetime) -> Order:
    """Turn the customer's cart into an order, once for each ``key``.

    The key means something to this customer only, and for ever: a form that is sent again a day
    later finds the order that it placed. An empty key is the cart's own, which the forms of all
    tabs share.
    Raises ``EmailNeeded``, ``CartIsEmpty`` and ``CartHasChanged``.
    """
    _check_email(customer.email)
    # Order, items, history, event and mails appear together, and the cart is emptied with them.
    with transaction.atomic():
        Cart.objects.get_or_create(visitor=customer.visitor)
        # The lock makes a double click wait here, and then find the order that the first placed.
        cart = Cart.objects.select_for_update().get(visitor=customer.visitor)
        once = _digest(customer.visitor, key or cart.placement_key)
        placed: Order | None = Order.objects.filter(placement_key=once).first()
        if placed is not None:
            return placed
        lines = list(cart.items.select_related("photo", "gallery"))
        _check_lines(customer.viewer, lines)
        order = _write(customer, lines, note or cart.note, once, at)
        carts.empty(cart)
        trail.record(
            order=order, verb="placed", by=customer.person, client=True, at=at, photos=len(lines)
        )
        outbox.publish(OrderPlaced(order_id=order.pk))
        mails.order_placed(order)
        automatic.order_released(order)
    return order


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        sentence = _("Write your e-mail address, so that we can tell you when it is ready.")
        raise EmailNeeded(sentence, fields={"email": [sentence]}) from None


def _check_lines(viewer: gallery.Viewer, lines: Sequence[CartItem]) -> None:
    if not lines:
        raise CartIsEmpty(_("Your cart is empty. Choose at least one photo."))
    allowed = gallery.orderable(viewer=viewer, pairs=[line.pair for line in lines])
    refused = [line.name for line in lines if not allowed[line.pair[1]]]
    if refused:
        sentence = _("These photos can no longer be ordered. Take them out and order again: %s")
        raise CartHasChanged(sentence % ", ".join(refused), refused)


def _write(
    customer: Customer, lines: Sequence[CartItem], note: str, key: str, at: datetime
) -> Order:
    by_hand = site.module_settings("commerce", CommerceSettings).manual_validation
    order = Order.objects.create(
        number=numbers.take_next(), visitor=customer.visitor, person=customer.person,
        email=customer.email.strip(), name=customer.name.strip(), note=note.strip(),
        validation=Validation.AWAITING if by_hand else Validation.NOT_REQUIRED,
        currency=site.site_settings().currency, placed_at=at, placement_key=key,
    )  # fmt: skip
    bought = OrderLine.objects.bulk_create(
        OrderLine(
            order=order, kind=OrderLine.Kind.RETOUCH, name=line.name, note=line.note,
            gallery_id=line.gallery_id, photo_id=line.photo_id,
        )
        for line in lines
    )  # fmt: skip
    OrderItem.objects.bulk_create(_items(order, customer.viewer, bought))
    return order


def _items(order: Order, viewer: gallery.Viewer, lines: Sequence[OrderLine]) -> list[OrderItem]:
    photos = gallery.photos(ids=[line.photo_id for line in lines if line.photo_id])
    galleries = gallery.galleries(
        ids={line.gallery_id for line in lines if line.gallery_id}, viewer=viewer
    )
    items = []
    for line in lines:
        rules = galleries[line.gallery_id or 0]
        verdict = outcomes.judge(
            photo=photos.get(line.photo_id or 0), only_final=rules.only_final,
            released=order.may_be_fulfilled, gone="",
        )  # fmt: skip
        items.append(
            OrderItem(
                order=order,
                line=line,
                gallery_id=line.gallery_id,
                photo_id=line.photo_id,
                name=line.name,
                format_id=rules.order_format_id,
                only_final=rules.only_final,
                note=line.note,
                state=verdict.state,
                method=verdict.method,
            )  # fmt: skip
        )
    return items


def _digest(visitor: Visitor, key: str) -> str:
    return hashlib.sha256(f"{visitor.pk}\n{key}".encode()).hexdigest()
