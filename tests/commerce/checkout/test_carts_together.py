"""One cart changed from several sides at the same moment, over connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from modules.commerce.models import Cart, CartItem, Order, PriceList
from modules.commerce.services import carts, stock
from modules.commerce.services.carts import joining, locking
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.pricelists import stocks
from modules.gallery.models import Gallery
from safelight.accounts.models import Person, Visitor
from safelight.jobs import doorbell
from safelight.kernel.errors import Refusal
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce.checkout.buying import buy, put
from tests.commerce.committing import forget_jobs, together
from tests.commerce.factories import customer, fill, photos_of, place, shop
from tests.commerce.prices.factories import keep, sell

pytestmark = pytest.mark.fault
ROUNDS = 6


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


@pytest.fixture
def who(studio: Studio) -> Customer:
    return customer(Person.objects.get(email="carla@example.org"))


@pytest.fixture
def gallery(who: Customer) -> Gallery:
    """Two photos, which Carla has in her cart."""
    made = shop(who.person, photos=2)
    fill(who, made)
    return made


class _Meeting:
    """Two calls that wait for each other, after what they have locked.

    For half a second, since one may be waiting for what the other holds.
    """

    patience = 0.5

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._set, self._point = monkeypatch.setattr, threading.Barrier(2)

    def before(self, home: Any, name: str) -> None:
        real = getattr(home, name)

        def meet(*given: Any, **named: Any) -> Any:
            self._wait()
            return real(*given, **named)

        self._set(home, name, meet)

    def after(self, home: Any, name: str) -> None:
        real = getattr(home, name)

        def meet(*given: Any, **named: Any) -> Any:
            found = real(*given, **named)
            self._wait()
            return found

        self._set(home, name, meet)

    def _wait(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self._point.wait(self.patience)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> _Meeting:
    return _Meeting(monkeypatch)


def _write(who: Customer, text: str = "Softer.") -> None:
    lines = CartItem.objects.filter(cart__visitor=who.visitor).values_list("public_id", flat=True)
    carts.write_notes(visitor=who.visitor, notes=dict.fromkeys(lines, text), order_note=text)


def _written_while_it_is_ordered(studio: Studio, who: Customer, meeting: _Meeting) -> None:
    """The first of two clicks is at the end of ordering, the second saves what was typed."""
    meeting.after(CartItem.objects, "bulk_update")
    meeting.before(carts, "empty")
    found = together(studio, partial(place, who), partial(_write, who))
    assert (found[0], found[1]) == (Order.objects.get(), None)
    assert Order.objects.get().items.count() == 2


def test_it_orders_while_notes_are_saved(
    studio: Studio, who: Customer, gallery: Gallery, meeting: _Meeting
) -> None:
    _written_while_it_is_ordered(studio, who, meeting)


def test_it_would_be_in_a_circle_without_the_carts_lock(
    studio: Studio, who: Customer, gallery: Gallery, meeting: _Meeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The twin: lines first, then the cart. PostgreSQL ends one of the two."""
    monkeypatch.setattr(
        locking, "cart_of_form", lambda visitor, key: Cart.objects.get(visitor=visitor)
    )
    with pytest.raises((AssertionError, Order.DoesNotExist), match=r"deadlock|does not exist"):
        _written_while_it_is_ordered(studio, who, meeting)


def test_it_orders_while_the_team_counts_the_stock(
    studio: Studio, who: Customer, meeting: _Meeting
) -> None:
    gallery = shop(who.person, photos=1)
    prints = sell("print", 1000, at=gallery)
    (photo,) = photos_of(gallery)
    keep(prints, 10, photo)
    put(who, prints, gallery=gallery)
    count = partial(stocks.set_left, price_list=prints, photo_id=photo.pk, left=5, seen=10)
    # Neither holds what the other needs to come here, so each waits until the other has.
    meeting.patience = 30
    meeting.after(stock, "take")
    meeting.after(PriceList.objects, "select_for_update")
    ordered, counted = together(studio, partial(buy, who), count)
    assert isinstance(ordered, Order)
    assert isinstance(counted, stocks.StockChanged)


def _changes(who: Customer, gallery: Gallery) -> list[Callable[[], Any]]:
    """Everything that may happen to one cart, as services are called for it."""
    visitor, (first, second) = who.visitor, photos_of(gallery)

    def change() -> None:
        for line in CartItem.objects.filter(cart__visitor=visitor).order_by("-pk"):
            to = carts.Change(note="Brighter.")
            carts.change(
                viewer=who.viewer, visitor=visitor, item_public_id=line.public_id, to=to
            )  # fmt: skip

    def join() -> None:
        other = Customer(visitor=Visitor.objects.create(), person=None, viewer=who.viewer, email="")
        fill(other, gallery, [second])
        carts.merge(source_id=other.visitor.pk, target_id=visitor.pk)

    return [
        partial(fill, who, gallery), change, join, partial(_write, who), partial(place, who),
        lambda: carts.write_note(visitor=visitor, photo_public_id=first.public_id, note="Warm."),
        lambda: carts.take_out(visitor=visitor, photo_public_id=second.public_id),
        lambda: carts.use_code(visitor=visitor, code=""),
        lambda: carts.tell(visitor=visitor, shipping={"country": "DE"}, note=""),
    ]  # fmt: skip


def test_it_takes_every_change_from_every_side(
    studio: Studio, who: Customer, gallery: Gallery
) -> None:
    def again_and_again(call: Callable[[], Any]) -> None:
        for _round in range(ROUNDS):
            with suppress(Refusal):
                call()

    calls = [partial(again_and_again, call) for call in _changes(who, gallery)]
    assert together(studio, *calls) == [None] * len(calls)
    assert Order.objects.exists()


def test_it_writes_to_a_cart_that_is_just_being_joined(
    studio: Studio, who: Customer, gallery: Gallery, meeting: _Meeting
) -> None:
    """Another tab of a browser that signs in twice: its cart is gone when its turn comes."""
    before = Visitor.objects.create()
    tell = partial(carts.tell, visitor=before, note="After.")
    tell()
    meeting.before(joining, "_keep_words")
    join = partial(carts.merge, source_id=before.pk, target_id=who.visitor.pk)
    assert together(studio, join, join, tell) == [None, None, None]
    assert Cart.objects.get(visitor=who.visitor).note == "After."
