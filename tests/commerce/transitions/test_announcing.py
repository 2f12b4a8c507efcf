"""What modules above hear of an order: once for each change, whatever is repeated."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from modules.commerce.models import Order, Payment, Refund
from modules.commerce.payments.provider import Given
from modules.commerce.services import paying
from modules.commerce.services.orders import cancelling, leaving_out, releasing, validating
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.paying import effects, given_back
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.outbox.models import DomainEvent
from safelight.site.models import SiteSettings
from tests.commerce.factories import place

ABOUT = ("Paid", "Refunded", "TakenBack", "Cancelled", "LeftOut")


def heard() -> list[str]:
    rows = DomainEvent.objects.filter(name__startswith="commerce.").order_by("pk")
    names = [name.removeprefix("commerce.") for name in rows.values_list("name", flat=True)]
    return [n for n in names if n.endswith(ABOUT) and not n.startswith("Prints")]


def give_back(order: Order, by: Person, key: str) -> Refund:
    parts = paying.of_amount(order, 1000)
    return paying.refund(order=order, parts=parts, reason="", by=by, key=key, at=timezone.now())


def test_it_says_once_that_an_order_is_paid(paid: Order, alice: Person) -> None:
    assert heard() == ["OrderPaid"]
    with suppress(Refusal):
        paying.mark_paid(order=paid, by=alice, note="", at=timezone.now())
    with transaction.atomic():
        effects.paid(Payment.objects.get(order=paid), by=alice, at=timezone.now())
        releasing.release(paid, at=timezone.now())
    assert heard() == ["OrderPaid"]
    assert paid.settled_at is not None


def test_it_says_nothing_of_an_order_that_waits_for_money(unpaid: Order) -> None:
    assert heard() == []
    assert unpaid.settled_at is None


def test_it_says_so_of_an_order_that_costs_nothing(who: Customer, gallery: Gallery) -> None:
    place(who, gallery)
    assert heard() == ["OrderPaid"]


def test_it_waits_with_what_costs_nothing_for_the_studio(
    who: Customer, gallery: Gallery, alice: Person
) -> None:
    SiteSettings.objects.update(modules={"commerce": {"manual_validation": True}})
    order = place(who, gallery)
    assert heard() == []
    validating.accept(order=order, by=alice, at=timezone.now())
    assert heard() == ["OrderPaid"]


def test_it_says_that_a_declined_order_has_ended(
    who: Customer, gallery: Gallery, alice: Person
) -> None:
    SiteSettings.objects.update(modules={"commerce": {"manual_validation": True}})
    order = place(who, gallery)
    for _twice in range(2):
        with suppress(Refusal):
            validating.decline(order=order, by=alice, at=timezone.now())
    assert heard() == ["OrderCancelled"]


def test_it_says_once_that_an_order_is_cancelled(unpaid: Order, alice: Person) -> None:
    for _twice in range(2):
        cancelling.cancel(order=unpaid, by=alice, at=timezone.now(), tell_client=False)
    assert heard() == ["OrderCancelled"]


def test_it_says_once_that_money_went_back(paid: Order, alice: Person) -> None:
    for key in ("first", "first", "second"):
        give_back(paid, alice, key)
    assert heard() == ["OrderPaid", "OrderRefunded", "OrderRefunded"]
    told = DomainEvent.objects.filter(name="commerce.OrderRefunded").order_by("pk")
    refunds = list(Refund.objects.order_by("pk").values_list("pk", flat=True))
    assert [event.payload["refund_id"] for event in told] == refunds


def test_it_does_not_call_an_order_paid_again_when_a_refund_fails(
    paid: Order, alice: Person
) -> None:
    made = give_back(paid, alice, "key")
    payment = made.payment
    for _twice in range(2):
        failed = Given(reference="", ours=made.public_id, amount=made.amount, state="failed")
        with transaction.atomic():
            given_back.bring_up_to_date(payment, [failed], at=timezone.now())
    assert heard() == ["OrderPaid", "OrderRefunded", "RefundTakenBack"]


def test_it_says_once_that_something_is_left_out(unpaid: Order, alice: Person) -> None:
    item = unpaid.items.order_by("pk")[0]
    for _twice in range(2):
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    assert heard() == ["LinesLeftOut"]


def test_it_calls_an_order_settled_of_which_nothing_is_left(unpaid: Order, alice: Person) -> None:
    for item in unpaid.items.all():
        leaving_out.leave_out(item=item, by=alice, at=timezone.now())
    unpaid.refresh_from_db()
    assert unpaid.payment == "not_due"
    assert heard().count("OrderPaid") == 1
