"""What is worked out from an order's items: their state now, and the order's fulfilment."""

from __future__ import annotations

from dataclasses import dataclass

from modules.commerce.models import Fulfilment, ItemState, Method, Order, OrderItem
from modules.gallery.facts import PhotoFacts

FINAL = "FINAL"


@dataclass(frozen=True)
class Verdict:
    """Where an item stands, given its photo as it is now."""

    state: ItemState
    method: Method
    problem: str = ""


def judge(*, photo: PhotoFacts | None, only_final: bool, released: bool, gone: str) -> Verdict:
    """``released``: the order may be fulfilled. ``gone`` is the sentence for a deleted photo."""
    if photo is None or not photo.is_ready:
        return Verdict(ItemState.PROBLEM, Method.DOWNLOAD_DEFERRED, gone)
    held_back = only_final and photo.state != FINAL
    method = Method.DOWNLOAD_DEFERRED if held_back else Method.DOWNLOAD
    if not released:
        return Verdict(ItemState.AWAITING_PAYMENT, method)
    return Verdict(ItemState.DEFERRED if held_back else ItemState.PENDING, method)


def settle_fulfilment(order: Order) -> None:
    """Work the order's fulfilment out from its items, and store it where it changed."""
    if order.is_charge:
        return
    counted = OrderItem.objects.filter(order=order).exclude(state=ItemState.CANCELLED)
    states = list(counted.values_list("state", flat=True))
    delivered = states.count(ItemState.DELIVERED) + states.count(ItemState.SHIPPED)
    if not delivered:
        fulfilment = Fulfilment.UNFULFILLED
    else:
        fulfilment = Fulfilment.FULFILLED if delivered == len(states) else Fulfilment.PARTIAL
    if order.fulfilment != fulfilment:
        order.fulfilment = fulfilment
        order.save(update_fields=["fulfilment"])
