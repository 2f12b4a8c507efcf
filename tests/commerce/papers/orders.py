"""Orders that were bought and paid, the way a client and the team go; use it inside a studio."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from modules.commerce.models import Cart, Document, Order, Refund
from modules.commerce.services import paying
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce import selling
from tests.commerce.checkout import buying
from tests.commerce.prices.factories import offer

ADDRESS = "Lichtweg 5\n80331 München\nDeutschland"


def set_up(**settings: object) -> None:
    """A studio that says who it is on its papers."""
    words = {"postal_address": ADDRESS, "tax_number": "DE 136695976", "home_country": "DE"}
    buying.set_up(**{**words, **settings})


def bought(who: Customer, gallery: Gallery, *, quantity: int = 3, coupon: str = "") -> Order:
    """Prints by parcel with one rate of tax."""
    usual = selling.tax_profile(is_usual=True)
    selling.rate(usual, "DE", "19")
    small = selling.tier("Small", 1)
    prints = selling.price_list(shipping_tier=small)
    row = selling.price_row(prints, 1999)
    selling.ask(selling.profile("Parcel", prints), {small: 490})
    offer(prints, gallery)
    buying.put(who, row, gallery=gallery, quantity=quantity)
    Cart.objects.filter(visitor=who.visitor).update(coupon=coupon)
    buying.live_at(who, shipping=buying.BERLIN)
    return buying.buy(who)


def pay(order: Order, by: Person) -> Document:
    """Marked as paid by the team; its invoice."""
    paying.mark_paid(order=order, by=by, note="", at=timezone.now())
    order.refresh_from_db()
    found: Document = order.documents.get(kind="invoice", corrects=None)
    return found


def give_back(order: Order, amount: int, *, key: str = "once") -> Refund:
    return paying.refund(
        order=order, parts=paying.of_amount(order, amount), reason="A scratch", by=None, key=key,
        at=timezone.now(),
    )  # fmt: skip


def sums(papers: Sequence[Document]) -> dict[str, int]:
    """Net, tax and total over several papers."""
    return {key: sum(int(each.data[key]) for each in papers) for key in ("net", "tax", "total")}
