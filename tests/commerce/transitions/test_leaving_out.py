"""One thing of an order is left out: its copies, its rights and what it costs go with it."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from modules.commerce.models import Order, OrderItem, OrderLine, PriceList
from modules.commerce.models.items import TransitionNotAllowed
from modules.commerce.money import currencies
from modules.commerce.services import paying, stock
from modules.commerce.services.orders import leaving_out, worth
from modules.commerce.services.orders.placing import Customer
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce import selling
from tests.commerce.checkout import buying
from tests.commerce.factories import photos_of
from tests.commerce.money.document import DOCUMENT
from tests.commerce.papers import orders
from tests.commerce.prices.factories import keep, sell
from tests.commerce.transitions.mixed import seen, states


def leave(order: Order, place: int, by: Person, *, keep: int = 0) -> OrderItem:
    """The item at this place of the order."""
    item = order.items.order_by("pk")[place]
    made = leaving_out.leave_out(item=item, by=by, at=timezone.now(), keep=keep)
    order.refresh_from_db()
    return made


@pytest.fixture
def prints(who: Customer, gallery: Gallery) -> Order:
    """Three prints at 19.99 with 10 % off from three on, 19 % inside, and 4.90 for the parcel."""
    orders.set_up()
    order = orders.bought(who, gallery)
    assert (order.due, order.payment) == (6487, "unpaid")
    return order


def test_it_asks_for_what_is_left_only(prints: Order, alice: Person) -> None:
    leave(prints, 0, alice, keep=1)
    assert (prints.total, prints.taken_off, prints.due) == (6487, 3998, 2489)
    line = prints.lines.get()
    assert (line.quantity, line.amount, line.gross, line.net + line.kept_tax) == (
        3, 5997, 1999, 1999,
    )  # fmt: skip
    assert line.kept_tax == 319


def test_it_asks_for_shipping_as_long_as_something_goes(prints: Order, alice: Person) -> None:
    leave(prints, 0, alice, keep=1)
    assert prints.parcels.get().gross == 490
    leave(prints, 0, alice)
    assert (prints.due, prints.payment, prints.parcels.get().gross) == (0, "not_due", 0)


def test_it_happens_once(prints: Order, alice: Person) -> None:
    leave(prints, 0, alice, keep=1)
    before = (seen(prints), prints.due)
    leave(prints, 0, alice, keep=1)
    leave(prints, 0, alice, keep=2)
    assert (seen(prints), prints.due) == before


def test_it_takes_no_discount_s_cent_twice(unpaid: Order, alice: Person) -> None:
    """Whatever is left out, in whatever order: lines and parcels come to what is due."""
    for place in (2, 0, 4, 3, 1):
        leave(unpaid, place, alice)
        rows = [*unpaid.lines.all(), *unpaid.parcels.all()]
        assert sum(row.gross for row in rows) == unpaid.due
    assert (unpaid.due, unpaid.payment, set(states(unpaid))) == (0, "not_due", {"cancelled"})


def test_it_gives_copies_back_by_number(
    who: Customer, gallery: Gallery, alice: Person
) -> None:  # fmt: skip
    posters: PriceList = sell("print", 500, at=gallery)
    held = keep(posters, 10, photos_of(gallery)[0])
    buying.put(who, posters, gallery=gallery, quantity=4)
    buying.put(who, sell("product", 2000, at=gallery), gallery=gallery)
    order = buying.buy(who)
    leave(order, 0, alice, keep=3)
    held.refresh_from_db()
    assert (held.left, order.holds.get().quantity) == (7, 3)
    stock.release_lapsed(at=timezone.now())
    paying.mark_paid(order=order, by=alice, note="", at=timezone.now())
    leave(order, 0, alice, keep=1)
    held.refresh_from_db()
    assert held.left == 9


def test_it_splits_a_whole_gallery_by_its_files(
    who: Customer, gallery: Gallery, alice: Person
) -> None:
    buying.put(who, sell("gallery", 1000, at=gallery), gallery=gallery)
    order = buying.buy(who)
    dues = []
    for place in range(3):
        leave(order, place, alice)
        dues.append(order.due)
    assert dues == [667, 333, 0]


def test_it_lets_what_costs_nothing_go_on(who: Customer, gallery: Gallery, alice: Person) -> None:
    buying.put(who, sell("product", 2000, at=gallery), gallery=gallery)
    buying.put(who, sell("product", 0, at=gallery), gallery=gallery)
    order = buying.buy(who)
    leave(order, 0, alice)
    assert (order.payment, states(order)) == ("not_due", ["cancelled", "external"])


def test_it_ends_links_that_it_gave_a_right_to(paid: Order, alice: Person) -> None:
    revision = paid.access_revision
    leave(paid, 1, alice)
    assert paid.access_revision > revision


def test_it_leaves_nothing_out_that_the_client_has(paid: Order, alice: Person) -> None:
    drain()
    before = seen(paid)
    with pytest.raises(TransitionNotAllowed):
        leave(paid, 0, alice)
    assert seen(paid) == before


def test_it_keeps_what_was_paid_and_offers_it_back(paid: Order, alice: Person) -> None:
    leave(paid, 2, alice)
    assert (paid.due, paid.taken_off, paid.payment) == (6490, 0, "paid")
    found = paying.of_left_out(paid)
    assert [(part.of.name, part.amount) for part in found] == [
        (paid.lines.all()[2].name, 1500), ("Post", 490),
    ]  # fmt: skip
    made = paying.refund(
        order=paid, parts=found, reason="", by=alice, key="k", at=timezone.now()
    )  # fmt: skip
    assert (made.amount, paying.of_left_out(paid)) == (1990, [])


def test_it_offers_no_more_than_came_for_it(prints: Order, alice: Person) -> None:
    """One copy is left out before it is paid, one after: each counts where it belongs."""
    leave(prints, 0, alice, keep=2)
    invoice = orders.pay(prints, alice)
    assert invoice.data["total"] == prints.due == 4488
    leave(prints, 0, alice, keep=1)
    assert [part.amount for part in paying.of_left_out(prints)] == [1999]
    assert prints.due == 4488


def test_it_bills_what_is_left(prints: Order, alice: Person) -> None:
    leave(prints, 0, alice, keep=2)
    said = orders.pay(prints, alice).data
    (line,) = said["lines"]
    assert (line["quantity"], line["amount"], line["gross"]) == (2, 3998, 3998)
    assert said["goods"] + said["shipping"] - said["discount"] == said["total"] == 4488
    refund = orders.give_back(prints, 4488)
    note = refund.document.data
    assert {key: note[key] for key in ("net", "tax", "total")} == {
        key: said[key] for key in ("net", "tax", "total")
    }


@pytest.mark.parametrize("inside", [True, False])
def test_it_bills_a_whole_gallery_with_what_is_off(
    inside: bool, who: Customer, gallery: Gallery, alice: Person
) -> None:
    orders.set_up(prices_include_tax=inside)
    selling.rate(selling.tax_profile(is_usual=True), "DE", "19")
    buying.put(who, sell("gallery", 1000, at=gallery), gallery=gallery)
    buying.live_at(who, billing=buying.BERLIN)
    order = buying.buy(who)
    leave(order, 0, alice)
    said = orders.pay(order, alice).data
    (line,) = said["lines"]
    off = line["discounts"][0]["amount"]
    assert line["amount"] - off == (line["gross"] if inside else line["net"])
    assert said["total"] == order.due == line["gross"]


def _by_hand() -> list[list[int]]:
    """The rows of docs/money.md."""
    text = DOCUMENT.read_text("utf-8").split("## What is left out, by hand")[1]
    text = text.partition("\n## ")[0]
    rows = [re.findall(r"[0-9.]+", row) for row in text.splitlines() if row.startswith("| ")]
    return [[int(n), *(currencies.parse(cell, "EUR") for cell in rest)] for n, *rest in rows[2:]]


def test_it_finds_what_was_worked_by_hand() -> None:
    order = Order(prices_include_tax=True)
    found = []
    for stay in (3, 2, 1, 0):
        tax = [{"name": "VAT", "percent": "19.0000", "amount": 160}]
        line = OrderLine(order=order, amount=1000, tax=160, taxes=tax, quantity=3)
        line.taken_off = worth.of_line(line, [OrderItem(quantity=3, left_out=3 - stay)])
        shipping = 490 if stay else 0
        found.append([stay, line.gross, line.net, line.kept_tax, shipping, line.gross + shipping])
    assert found == _by_hand()
