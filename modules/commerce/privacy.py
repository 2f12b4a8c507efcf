"""What orders hold of a client, and how it is forgotten without falsifying the books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import (
    Cart,
    Choosing,
    Chosen,
    CouponUse,
    IncludedPhoto,
    Life,
    Order,
    OrderEntry,
    OrderItem,
    OrderLine,
    Payment,
    PaymentState,
    Refund,
    TransferVisit,
)
from safelight.kernel.privacy import Held, Nobody, Privacy, Subject

# The country of an address decides the tax of an order, so it stays with it.
_TAXED = ("country", "region")


def orders_of(subject: Subject) -> QuerySet[Order]:
    """Orders that they placed, signed in or not."""
    return Order.objects.filter(
        Q(person=subject.person_id)
        | Q(visitor__in=subject.visitor_ids)
        | Q(email__iexact=subject.email)
    )


def waits(subject: Subject, at: datetime) -> Iterator[str]:
    """Orders that are still to be paid."""
    unpaid = (PaymentState.UNPAID, PaymentState.PENDING, PaymentState.FAILED)
    for order in orders_of(subject).filter(life=Life.OPEN, payment__in=unpaid).order_by("number"):
        yield _now("Order %(number)d is not paid yet. Cancel it or wait for the payment.") % {
            "number": order.number
        }


def erase(subject: Subject, nobody: Nobody) -> None:
    orders = list(orders_of(subject))
    for order in orders:
        Order.objects.filter(pk=order.pk).update(
            name=nobody.name, email=nobody.email, note="", person=None,
            visitor=nobody.visitor_id,
            billing_address=_place(order.billing_address),
            shipping_address=_place(order.shipping_address),
        )  # fmt: skip
    ids = [order.pk for order in orders]
    OrderLine.objects.filter(order__in=ids).update(note="")
    OrderItem.objects.filter(order__in=ids).update(note="")
    Payment.objects.filter(order__in=ids).update(note="", url="")
    Refund.objects.filter(order__in=ids).update(reason="")
    OrderEntry.objects.filter(Q(by=None) | Q(by=subject.person_id), order__in=ids).update(
        actor=nobody.name
    )
    OrderEntry.objects.filter(order__in=ids).update(detail={})
    CouponUse.objects.filter(order__in=ids).update(email=nobody.email)
    Cart.objects.filter(visitor__in=subject.visitor_ids).delete()
    TransferVisit.objects.filter(visitor__in=subject.visitor_ids).delete()
    _forget_choices(subject, nobody)


def _place(address: dict[str, Any]) -> dict[str, Any]:
    return {name: address[name] for name in _TAXED if name in address}


def _forget_choices(subject: Subject, nobody: Nobody) -> None:
    theirs = Q(visitor__in=subject.visitor_ids)
    rounds = Choosing.objects.filter(theirs | Q(email__iexact=subject.email))
    ids = list(rounds.values_list("pk", flat=True))
    Chosen.objects.filter(choosing__in=ids).update(note="")
    rounds.filter(pk__in=ids).update(
        visitor=nobody.visitor_id, email=nobody.email, name=nobody.name, note=""
    )
    IncludedPhoto.objects.filter(theirs).update(visitor=None)


PRIVACY = Privacy(
    held=(
        Held(
            model="commerce.Order", title=_("Orders"), person="person", visitor="visitor",
            email="email",
        ),
        Held(
            model="commerce.OrderLine", title=_("What was ordered"), person="order__person",
            visitor="order__visitor", email="order__email",
        ),
        Held(
            model="commerce.OrderItem", title=_("Photos of orders and wishes about them"),
            person="order__person", visitor="order__visitor", email="order__email",
        ),
        Held(
            model="commerce.OrderEntry", title=_("What happened to orders"),
            person="order__person", visitor="order__visitor", email="order__email",
        ),
        Held(
            model="commerce.Payment", title=_("Payments"), person="order__person",
            visitor="order__visitor", email="order__email",
        ),
        Held(
            model="commerce.Document", title=_("Invoices"), person="order__person",
            visitor="order__visitor", email="order__email",
        ),
        Held(model="commerce.Address", title=_("Addresses"), person="person"),
        Held(model="commerce.Cart", title=_("Cart"), visitor="visitor"),
        Held(model="commerce.CartItem", title=_("In the cart"), visitor="cart__visitor"),
        Held(
            model="commerce.Choosing", title=_("Chosen photos"), visitor="visitor", email="email"
        ),
    ),
    waits=waits,
    goes=(_("Their addresses, cart, and every word about their orders and retouching"),),
    kept=(
        _("Orders and payments, without a name: the country stays, because taxes rest on it"),
        _("Invoices and credit notes as they were: the law wants them kept"),
    ),
    erase=erase,
    documents=("commerce.Document.data",),
    named=("commerce.Order", "commerce.PriceList", "commerce.PriceRow"),
)  # fmt: skip
