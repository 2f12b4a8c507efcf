"""B8: clients choose up to N, extras are priced, sending locks, reopening makes the next round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.utils import timezone

from modules.commerce import facade
from modules.commerce.models import Choosing, Order, OrderItem, Payment
from modules.commerce.services import paying
from modules.commerce.services.deliverables import choosing, gate, reopening, sending
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.orders.placing import ConsentNeeded, Customer
from modules.gallery.models import Gallery, Photo, Pick
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tests.commerce.checkout.buying import CONSENTS, set_up
from tests.commerce.deliverables.terms import change, held
from tests.commerce.factories import customer, mails, retouch
from tests.commerce.selling import rate, tax_profile


@pytest.fixture
def proofs(gallery: Gallery) -> Gallery:
    """Six proofs, three included, 15.00 for one more."""
    Photo.objects.filter(placements__gallery=gallery).update(state="PROOF")
    change(gallery, mode="soft_proofing")
    return gallery


def pick(who: Customer, ids: Sequence[int]) -> None:
    Pick.objects.filter(visitor=who.visitor).delete()
    at = timezone.now()
    Pick.objects.bulk_create(Pick(visitor=who.visitor, photo_id=pk, at=at) for pk in ids)


def send(
    who: Customer, gallery: Gallery, ids: Sequence[int] | None = None, **said: Any
) -> Choosing:
    if ids is not None:
        pick(who, ids)
    usual: dict[str, Any] = {"note": "", "billing": {}, "consents": CONSENTS}
    return sending.send(gallery_id=gallery.pk, customer=who, at=timezone.now(), **(usual | said))


def order_of(made: Choosing) -> Order:
    assert made.order is not None
    made.order.refresh_from_db()
    return made.order


def test_it_becomes_an_order_of_free_lines_and_priced_extras(
    proofs: Gallery, ids: list[int], who: Customer
) -> None:
    made = send(who, proofs, ids[:5])
    lines = order_of(made).lines.order_by("pk")
    assert [(line.kind, line.amount) for line in lines] == [
        ("retouch", 0), ("retouch", 0), ("retouch", 0), ("download", 1500), ("download", 1500),
    ]  # fmt: skip
    assert list(made.photos.filter(is_extra=True).values_list("photo", flat=True)) == ids[3:5]
    assert (order_of(made).payment, order_of(made).total) == ("unpaid", 3000)
    assert len(mails("choice_sent_studio")) == len(mails("order_placed")) == 1


def test_it_needs_no_money_within_the_limit(proofs: Gallery, ids: list[int], who: Customer) -> None:
    order = order_of(send(who, proofs, ids[:3]))
    assert order.payment == "not_due"
    assert set(order.items.values_list("state", flat=True)) == {"deferred"}


def test_it_locks_all_picks_once_it_is_sent(proofs: Gallery, ids: list[int], who: Customer) -> None:
    asked = {"gallery_id": proofs.pk, "photo_id": ids[0], "visitor_id": customer().visitor.pk}
    assert choosing.why_not_picked(**asked) == ""
    send(who, proofs, ids[:2])
    assert "was sent" in choosing.why_not_picked(**asked)


def test_it_unlocks_finals_when_extras_are_paid(
    proofs: Gallery, ids: list[int], who: Customer, alice: Person
) -> None:
    order = order_of(send(who, proofs, ids[:4]))
    retouch(*Photo.objects.filter(pk__in=ids[:4]))
    why = gate.held(gallery_id=proofs.pk, photo_ids=ids[:1])[ids[0]]
    assert (why.price, why.url) == ("€15.00", f"/orders/{order.public_id}/pay/")
    paying.mark_paid(order=order, by=alice, note="", at=timezone.now())
    assert held(proofs, ids) == set(ids[4:])


def test_it_delivers_finals_as_any_order(
    proofs: Gallery, ids: list[int], who: Customer, alice: Person
) -> None:
    order = order_of(send(who, proofs, ids[:3]))
    assert held(proofs, ids[:3]) == set(ids[:3])
    retouch(*Photo.objects.filter(pk__in=ids[:3]))
    recalculating.recalculate(order=order, by=alice, at=timezone.now())
    delivering.deliver_ready(order=order, by=alice, at=timezone.now())
    drain()
    assert set(order.items.values_list("state", flat=True)) == {"delivered"}
    assert held(proofs, ids[:3]) == set()


def test_it_is_sent_once_by_two_tabs(proofs: Gallery, ids: list[int], who: Customer) -> None:
    first = send(who, proofs, ids[:3])
    assert send(who, proofs) == first
    assert Order.objects.count() == 1


def test_it_is_sent_once_by_two_visitors(proofs: Gallery, ids: list[int], who: Customer) -> None:
    send(who, proofs, ids[:3])
    other = customer()
    with pytest.raises(sending.AlreadyChosen, match="Carla"):
        send(other, proofs, ids[3:5])


def test_it_sends_what_was_seen_or_nothing(proofs: Gallery, ids: list[int], who: Customer) -> None:
    pick(who, ids[:4])
    with pytest.raises(sending.ChoiceHasChanged):
        send(who, proofs, seen="another")
    assert not Choosing.objects.exists()


@pytest.mark.parametrize(
    ("terms", "count"),
    [({"least": 2}, 1), ({"upsell": False}, 4), ({"no_extras_chosen": True}, 4), ({}, 0)],
)
def test_it_is_not_sent_outside_its_limits(
    proofs: Gallery, ids: list[int], who: Customer, terms: dict[str, Any], count: int
) -> None:
    change(proofs, **terms)
    with pytest.raises(sending.CannotBeSent):
        send(who, proofs, ids[:count])


def test_it_blocks_picks_beyond_the_limit_where_nothing_is_sold(
    proofs: Gallery, ids: list[int], who: Customer
) -> None:
    pick(who, ids[:3])
    asked = {"gallery_id": proofs.pk, "visitor_id": who.visitor.pk}
    assert choosing.why_not_picked(photo_id=ids[3], **asked) == ""
    change(proofs, no_extras_chosen=True)
    assert "all 3 photos" in choosing.why_not_picked(photo_id=ids[3], **asked)
    assert choosing.why_not_picked(photo_id=ids[0], **asked) == ""


def test_it_asks_for_consent_only_where_something_is_sold(
    proofs: Gallery, ids: list[int], who: Customer
) -> None:
    with pytest.raises(ConsentNeeded):
        send(who, proofs, ids[:4], consents=())
    assert send(who, proofs, ids[:3], consents=()).version == 1


def test_it_taxes_extras_where_the_client_lives(
    proofs: Gallery, ids: list[int], who: Customer
) -> None:
    tax = tax_profile(is_usual=True)
    rate(tax, "DE", "19")
    rate(tax, "FR", "20")
    set_up(home_country="DE")
    order = order_of(send(who, proofs, ids[:4], billing={"country": "FR"}))
    assert (order.total, order.tax) == (1500, 250)
    assert order.billing_address["country"] == "FR"


def reopen(gallery: Gallery, by: Person) -> Choosing:
    return reopening.reopen(gallery_id=gallery.pk, by=by, at=timezone.now(), tell_client=True)


def test_it_replaces_an_order_without_money_by_the_next_round(
    proofs: Gallery, ids: list[int], who: Customer, alice: Person
) -> None:
    first = send(who, proofs, ids[:4])
    again = reopen(proofs, alice)
    assert order_of(first).life == "cancelled"
    assert list(again.photos.values_list("photo", flat=True)) == ids[:4]
    assert (
        choosing.why_not_picked(gallery_id=proofs.pk, photo_id=ids[0], visitor_id=who.visitor.pk)
        == ""
    )
    second = send(who, proofs, ids[1:4])
    assert (second.pk, second.version, order_of(second).total) == (again.pk, 2, 0)
    assert list(first.photos.values_list("photo", flat=True)) == ids[:4]


def test_it_adds_to_an_order_that_was_paid(
    proofs: Gallery, ids: list[int], who: Customer, alice: Person
) -> None:
    """Included: 0, 1, 2; bought: 3. Then 1 and 5 instead of 0, 3 and 4 besides: one new extra."""
    first = order_of(send(who, proofs, ids[:4]))
    paying.mark_paid(order=first, by=alice, note="", at=timezone.now())
    reopen(proofs, alice)
    second = order_of(send(who, proofs, ids[1:6]))
    assert order_of(Choosing.objects.get(version=1)).life == "open"
    live = OrderItem.objects.filter(order=first).exclude(state="cancelled")
    assert list(live.values_list("photo", flat=True)) == ids[1:4]
    assert [(line.photo_id, line.amount) for line in second.lines.order_by("pk")] == [
        (ids[4], 0), (ids[5], 1500),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "replaced"), [("open", True), ("processing", False)])
def test_it_keeps_an_order_whose_money_is_on_its_way(
    proofs: Gallery, ids: list[int], who: Customer, state: str, replaced: bool
) -> None:
    order = order_of(send(who, proofs, ids[:4]))
    Payment.objects.create(
        order=order, provider="test", state=state, amount=1500, currency="EUR",
        started_at=timezone.now(),
    )  # fmt: skip
    Order.objects.filter(pk=order.pk).update(payment="pending")
    order.refresh_from_db()
    assert reopening.replaces(order) is replaced


def test_it_reopens_only_what_was_sent(proofs: Gallery, alice: Person) -> None:
    with pytest.raises(reopening.NothingToReopen):
        reopen(proofs, alice)


def test_it_tells_other_modules_what_was_chosen(
    proofs: Gallery, ids: list[int], who: Customer
) -> None:
    send(who, proofs, ids[:4])
    facts = facade.deliverables_of([proofs.pk])[proofs.pk]
    assert (facts.taken, facts.is_chosen, facts.is_proofing) == (3, True, True)
