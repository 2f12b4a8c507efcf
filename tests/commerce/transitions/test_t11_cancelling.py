"""T11: what was not delivered is not; copies, coupon and links go back; money is another step."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import CouponUse, Order, PriceList
from modules.commerce.services import paying
from modules.commerce.services.delivery import handing_over, rights
from modules.commerce.services.delivery.handing_over import Tracking
from modules.commerce.services.orders import cancelling, leaving_out
from modules.commerce.services.orders.cancelling import CannotBeCancelledNow
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.paying import connecting
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.checkout.buying import buy, cart_of
from tests.commerce.factories import mails, photos_of
from tests.commerce.prices.factories import keep
from tests.commerce.selling import coupon
from tests.commerce.transitions.mixed import fill_mixed, seen, states


def _cancel(order: Order, by: Person, *, tell: bool = True) -> Order:
    return cancelling.cancel(order=order, by=by, at=timezone.now(), tell_client=tell)


def _left(prints: PriceList) -> int:
    return int(prints.stocks.get().left)


@pytest.fixture
def prints(who: Customer, gallery: Gallery) -> PriceList:
    """A cart of everything, with five copies of the print and a coupon for one use."""
    made = fill_mixed(who, gallery)
    keep(made, 5, photos_of(gallery)[0])
    cart = cart_of(who)
    cart.coupon = coupon(most_uses=1).code
    cart.save()
    return made


def test_t11_it_gives_copies_and_coupon_back(
    prints: PriceList, who: Customer, alice: Person
) -> None:
    order = buy(who)
    assert _left(prints) == 4
    _cancel(order, alice)
    assert _left(prints) == 5
    assert CouponUse.objects.get().released_at is not None


def test_t11_it_takes_back_what_was_to_come(paid: Order, alice: Person) -> None:
    drain()
    assert rights.may_fetch(paid)
    revision = paid.access_revision
    _cancel(paid, alice)
    paid.refresh_from_db()
    assert (paid.life, paid.payment) == ("cancelled", "paid")
    assert states(paid) == ["delivered"] + ["cancelled"] * 4
    assert paid.access_revision > revision
    assert not rights.may_fetch(paid)
    assert len(mails("order_cancelled")) == 1
    assert not paid.refunds.exists()


def test_t11_it_tells_the_client_only_if_that_is_chosen(unpaid: Order, alice: Person) -> None:
    _cancel(unpaid, alice, tell=False)
    assert not mails("order_cancelled")


def test_t11_it_happens_once(unpaid: Order, alice: Person) -> None:
    _cancel(unpaid, alice)
    before = seen(unpaid)
    _cancel(unpaid, alice)
    assert seen(unpaid) == before


def test_t11_it_cancels_nothing_that_was_sent(paid: Order, alice: Person) -> None:
    parcel = paid.parcels.get(kind="ship")
    handing_over.send(parcel=parcel, tracking=Tracking(), by=alice, at=timezone.now())
    before = seen(paid)
    with pytest.raises(CannotBeCancelledNow, match="sent already"):
        _cancel(paid, alice)
    assert seen(paid) == before


def test_t11_it_closes_the_payment_that_runs(unpaid: Order, alice: Person, settings: Any) -> None:
    settings.TEST_PAYMENTS = True
    connecting.connect_test(at=timezone.now())
    paying.start(order=unpaid, provider="test", at=timezone.now())
    _cancel(unpaid, alice)
    drain()
    assert unpaid.payments.get().state == "expired"
    unpaid.refresh_from_db()
    assert (unpaid.life, unpaid.payment) == ("cancelled", "unpaid")


def test_t11_it_keeps_copies_that_the_client_has(
    prints: PriceList, who: Customer, alice: Person
) -> None:
    order = buy(who)
    paying.mark_paid(order=order, by=alice, note="", at=timezone.now())
    posters = order.lines.get(parcel__kind="pick-up")
    assert posters.price_list is not None
    held = keep(posters.price_list, 3, posters.photo)
    order.holds.create(stock=held, quantity=1)
    parcel = order.parcels.get(kind="pick-up")
    handing_over.picked_up(parcel=parcel, by=alice, at=timezone.now())
    _cancel(order, alice)
    held.refresh_from_db()
    assert (held.left, _left(prints)) == (3, 5)


def test_t11_it_sells_a_print_again_that_was_left_out(
    prints: PriceList, who: Customer, alice: Person
) -> None:
    order = buy(who)
    item = order.items.get(line__price_list=prints)
    for _twice in range(2):
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    assert _left(prints) == 5
    paying.mark_paid(order=order, by=alice, note="", at=timezone.now())
    assert _left(prints) == 5
    assert states(order)[2] == "cancelled"
