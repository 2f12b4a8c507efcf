"""What may follow what: the one table of item states, and the entries that changes leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from modules.commerce.models import ItemState, Order, OrderEntry, OrderItem
from modules.commerce.models.items import TRANSITIONS, TransitionNotAllowed
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.delivery.delivering import OrderIsClosed
from modules.commerce.services.orders import cancelling, leaving_out, validating
from modules.commerce.services.orders.cancelling import CannotBeCancelledNow
from modules.commerce.services.orders.validating import AlreadyDecided
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce.factories import photos_of, retouch

S = ItemState
PAIRS = [(before, after) for before in ItemState for after in ItemState]
ALLOWED = [pair for pair in PAIRS if pair[1] in TRANSITIONS[pair[0]]]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_pay_18_it_refuses_what_may_not_follow(before: ItemState, after: ItemState) -> None:
    item = OrderItem(name="a.jpg", state=before)
    with pytest.raises(TransitionNotAllowed):
        item.move(after)
    assert item.state == before


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_pay_18_it_takes_what_may_follow(before: ItemState, after: ItemState) -> None:
    item = OrderItem(name="a.jpg", state=before)
    item.move(after)
    assert item.state == after


def test_pay_18_it_knows_every_state() -> None:
    """B0.3: delivered, shipped and cancelled are ends; what is being prepared is not cancelled."""
    assert set(TRANSITIONS) == set(ItemState)
    ends = {state for state, after in TRANSITIONS.items() if not after}
    assert ends == {S.DELIVERED, S.SHIPPED, S.CANCELLED}
    assert ItemState.CANCELLED not in TRANSITIONS[ItemState.PREPARING]
    assert ItemState.DELIVERED in TRANSITIONS[ItemState.PREPARING]


def _verbs(order: Order) -> list[str]:
    return list(OrderEntry.objects.filter(order=order).values_list("verb", flat=True))


def _await(order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(validation="awaiting")
    order.items.update(state=ItemState.AWAITING_PAYMENT)


def _recalculate(order: Order, by: Person) -> None:
    recalculating.recalculate(order=order, by=by, at=timezone.now())


def _deliver(order: Order, by: Person) -> None:
    delivering.deliver_ready(order=order, by=by, at=timezone.now())


def _cancel(order: Order, by: Person) -> None:
    cancelling.cancel(order=order, by=by, at=timezone.now(), tell_client=False)


def _cancel_item(order: Order, by: Person) -> None:
    item = order.items.order_by("-pk")[0]
    leaving_out.leave_out(item=item, by=by, at=timezone.now())


def _accept(order: Order, by: Person) -> None:
    _await(order)
    validating.accept(order=order, by=by, at=timezone.now())


def _decline(order: Order, by: Person) -> None:
    _await(order)
    validating.decline(order=order, by=by, at=timezone.now())


@pytest.mark.parametrize(
    ("change", "verb"),
    [
        (_recalculate, "recalculated"), (_cancel, "cancelled"), (_cancel_item, "item_cancelled"),
        (_accept, "accepted"), (_decline, "declined"),
    ],
)  # fmt: skip
def test_pay_18_it_leaves_an_entry_of_every_change(
    change: Callable[[Order, Person], None], verb: str, order: Order, gallery: Gallery, bob: Person
) -> None:
    retouch(photos_of(gallery)[0])
    change(order, bob)
    entry = OrderEntry.objects.filter(order=order).latest("pk")
    assert (entry.verb, entry.by, entry.actor) == (verb, bob, str(bob))
    assert entry.at is not None


def test_pay_18_it_leaves_an_entry_of_a_delivery(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    retouch(photos_of(gallery)[0])
    _recalculate(order, alice)
    _deliver(order, alice)
    assert _verbs(order) == ["placed", "recalculated", "delivered"]


def test_it_leaves_no_entry_where_nothing_changes(order: Order, alice: Person) -> None:
    _recalculate(order, alice)
    assert _verbs(order) == ["placed"]


def test_it_delivers_nothing_of_a_cancelled_order(
    order: Order, gallery: Gallery, alice: Person
) -> None:
    retouch(photos_of(gallery)[0])
    _recalculate(order, alice)
    _cancel(order, alice)
    with pytest.raises(OrderIsClosed):
        _deliver(order, alice)
    assert set(order.items.values_list("state", flat=True)) == {"cancelled"}


def test_it_does_not_cancel_while_files_are_made(order: Order, alice: Person) -> None:
    order.items.update(state=ItemState.PREPARING)
    with pytest.raises(CannotBeCancelledNow):
        _cancel(order, alice)


def test_it_cancels_once(order: Order, alice: Person) -> None:
    _cancel(order, alice)
    _cancel(order, alice)
    assert _verbs(order) == ["placed", "cancelled"]


def test_it_decides_once(order: Order, alice: Person) -> None:
    _accept(order, alice)
    with pytest.raises(AlreadyDecided):
        validating.decline(order=order, by=alice, at=timezone.now())
