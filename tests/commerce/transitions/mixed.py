"""An order of everything that a studio sells, and what can be seen of it from outside."""

from __future__ import annotations

from typing import Any

from modules.commerce.models import Order, OrderEntry, PriceList
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.outbox.models import OutgoingMessage
from tests.commerce.checkout.buying import BERLIN, buy, live_at, put
from tests.commerce.factories import photos_of
from tests.commerce.prices.factories import sell
from tests.commerce.selling import ask, profile, tier


def fill_mixed(who: Customer, gallery: Gallery) -> PriceList:
    """A FINAL file, one that is not, a print that is sent, one to be picked up, a product.

    60.00 and 4.90 for the parcel. Returns the list of prints that are sent.
    """
    final, proof, *_rest = photos_of(gallery)
    final.state = "FINAL"
    final.save(update_fields=["state"])
    small = tier("small", 1)
    prints, posters = sell("print", 1500, at=gallery), sell("print", 500, at=gallery)
    ask(profile("Post", prints), {small: 490})
    ask(profile("At the studio", posters, kind="pick-up", instructions="Ring twice."), {small: 0})
    put(who, sell("download", 1000, at=gallery, only_final_at_once=True), gallery=gallery)
    files = sell("download", 1000, at=gallery, only_final_at_once=True)
    put(who, files, gallery=gallery, photo=proof)
    put(who, prints, gallery=gallery, photo=final)
    put(who, posters, gallery=gallery, photo=final)
    put(who, sell("product", 2000, at=gallery), gallery=gallery)
    live_at(who, shipping=BERLIN)
    return prints


def place_mixed(who: Customer, gallery: Gallery) -> Order:
    fill_mixed(who, gallery)
    return buy(who)


def states(order: Order) -> list[str]:
    return list(order.items.order_by("pk").values_list("state", flat=True))


def seen(order: Order) -> dict[str, Any]:
    """All that a change would leave: dimensions, items, batches, history, mails, stock."""
    order.refresh_from_db()
    return {
        "order": (order.validation, order.payment, order.fulfilment, order.life),
        "items": list(order.items.order_by("pk").values_list("state", "method", "problem")),
        "batches": order.deliveries.count(),
        "entries": list(OrderEntry.objects.filter(order=order).values_list("verb", flat=True)),
        "mails": sorted(OutgoingMessage.objects.values_list("key", flat=True)),
        "holds": list(order.holds.order_by("pk").values_list("quantity", "until", "released_at")),
        "money": list(order.payments.values_list("state", "received", "refunded")),
    }
