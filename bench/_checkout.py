"""A studio that sells, and clients with something in the cart; loaded once Django is set up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Q
from django.test import Client as Browser

from bench import _gallery
from modules.commerce.models import (
    Cart,
    CartItem,
    Offering,
    Order,
    PaymentConnection,
    PriceList,
    PriceRow,
)
from modules.gallery.models import Authorization, Gallery, Placement
from safelight.accounts.models import Client, Person, Visitor
from safelight.connect import receiving
from tenants.context import tenant_context
from tenants.models import Studio

PRICE = 1000


@dataclass(frozen=True)
class Shop:
    """Where it sells, and a session of each client."""

    studio: Studio
    host: str
    sessions: Sequence[str]


def prepare(clients: int, account: str) -> Shop:
    """Each client has a print for 10.00 in the cart; ``account`` is the studio's at Stripe."""
    studio, at = _gallery.open_studio(), datetime.now(UTC)
    with tenant_context(studio):
        receiving.connect(studio=studio, provider="stripe", account=account, at=at)
        PaymentConnection.objects.create(
            provider="stripe", account=account, ready=True, connected_at=at
        )
        gallery = Gallery.objects.create(title="For sale", published_at=at, hidden=False)
        Authorization.objects.create(gallery=gallery, lowres=True)
        _gallery.fill(gallery, studio, 20)
        sold = PriceList.objects.create(kind="print", name="Prints")
        row = PriceRow.objects.create(price_list=sold, name="13 x 18 cm", amount=PRICE)
        Offering.objects.create(price_list=sold, gallery=gallery)
        sessions = _with_carts(studio, clients, gallery, row, at)
    return Shop(studio, studio.primary_host(), sessions)


def _with_carts(
    studio: Studio, count: int, gallery: Gallery, row: PriceRow, at: datetime
) -> list[str]:
    people = Person.objects.bulk_create(
        # Nobody signs in with it.
        Person(email=f"client{number}@example.org", name=f"Client {number}", password="!")  # noqa: S106
        for number in range(count)
    )
    Client.objects.bulk_create(Client(person=person) for person in people)
    visitors = Visitor.objects.bulk_create(Visitor(person=person) for person in people)
    carts = Cart.objects.bulk_create(Cart(visitor=visitor) for visitor in visitors)
    photo = Placement.objects.filter(gallery=gallery).values_list("photo_id", flat=True)[0]
    CartItem.objects.bulk_create(
        CartItem(cart=cart, gallery=gallery, photo_id=photo, row=row, seen_price=PRICE, added_at=at)
        for cart in carts
    )
    return [_session(studio, person) for person in people]


def _session(studio: Studio, person: Person) -> str:
    browser = Browser(headers={"host": studio.primary_host()})
    browser.force_login(person)
    return browser.cookies["session"].value


def books(shop: Shop) -> dict[str, int]:
    """What became of it: orders by how they are paid, and those that were paid more than once."""
    with tenant_context(shop.studio):
        states = Counter(Order.objects.values_list("payment", flat=True))
        paid = Q(payments__state="succeeded")
        twice = Order.objects.annotate(times=Count("payments", filter=paid)).filter(times__gt=1)
        return {"orders": states.total(), "paid": states["paid"], "paid_twice": twice.count()}
