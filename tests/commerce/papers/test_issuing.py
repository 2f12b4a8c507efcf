"""Invoices and credit notes: what they say, once each, and that nothing changes them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from modules.commerce.models import Document, Order, PriceRow, Refund
from modules.commerce.services import documents, paying
from modules.commerce.services.documents.issuing import IssuedOutsideTransaction
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tests.commerce import selling
from tests.commerce.factories import customer, mails
from tests.commerce.papers import orders


def test_it_issues_the_invoice_with_the_payment(order: Order, alice: Person) -> None:
    invoice = orders.pay(order, alice)
    said = invoice.data
    assert (invoice.number, said["number"], said["order_number"]) == (1, "INV-1", order.number)
    assert (said["goods"], said["shipping"], said["total"]) == (5997, 490, 6487)
    assert (said["net"], said["tax"]) == (6487 - order.tax, order.tax)
    assert said["paid"]["method"] == "directly to the studio"
    assert said["studio"]["address"] == orders.ADDRESS.splitlines()
    assert said["client"]["address"][-1] == "Germany"


def test_row_164_it_lists_each_rate_with_net_tax_and_gross(order: Order, alice: Person) -> None:
    (row,) = orders.pay(order, alice).data["taxes"]
    assert (row["name"], row["percent"]) == ("VAT", "19.0000")
    assert row["net"] + row["tax"] == row["gross"] == order.total


def test_it_issues_one_invoice_an_order(order: Order, alice: Person) -> None:
    invoice = orders.pay(order, alice)
    with transaction.atomic():
        again = documents.issue_invoice(order=order, at=timezone.now())
    assert again == invoice
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            kind="invoice", order=order, number=99, issued_at=timezone.now(), data={}
        )


def test_it_is_not_changed_by_what_changes_later(order: Order, alice: Person) -> None:
    before = orders.pay(order, alice).data
    PriceRow.objects.update(amount=1, name="Other")
    orders.set_up(postal_address="Elsewhere")
    Order.objects.filter(pk=order.pk).update(name="Somebody else")
    assert Document.objects.get().data == before


def test_row_152_it_counters_the_invoice_with_a_refund(order: Order, alice: Person) -> None:
    invoice = orders.pay(order, alice)
    refund = orders.give_back(order, order.total)
    note = Document.objects.get(kind="credit_note")
    assert (note.corrects, note.refund, note.number) == (invoice, refund, 1)
    assert orders.sums([note]) == orders.sums([invoice])
    assert note.data["corrects"]["number"] == invoice.data["number"]
    assert note.data["taxes"] == invoice.data["taxes"]


@pytest.mark.parametrize("step", [1, 7, 999, 3333])
def test_it_adds_up_over_refunds_of_any_size(order: Order, alice: Person, step: int) -> None:
    invoice = orders.pay(order, alice)
    left, first = order.total, min(3, order.total // step)
    for number in range(first):
        orders.give_back(order, step, key=f"part {number}")
        left -= step
    orders.give_back(order, left, key="rest")
    notes = list(Document.objects.filter(kind="credit_note"))
    assert [note.number for note in notes] == list(range(1, first + 2))
    assert orders.sums(notes) == orders.sums([invoice])


def test_it_takes_back_the_note_of_a_refund_that_failed_after_all(
    order: Order, alice: Person
) -> None:
    invoice = orders.pay(order, alice)
    refund = orders.give_back(order, order.total)
    for _twice in range(2):
        Refund.objects.filter(pk=refund.pk).update(state="failed")
        with transaction.atomic():
            documents.take_back_credit_note(refund=refund, at=timezone.now())
    orders.give_back(order, order.total, key="again")
    first, second = Document.objects.filter(kind="credit_note")
    taken_back = Document.objects.get(corrects=first)
    assert (taken_back.kind, taken_back.number) == ("invoice", 2)
    assert orders.sums([taken_back]) == orders.sums([second]) == orders.sums([invoice])


def test_it_tells_nothing_of_money_that_no_invoice_tells_of(order: Order, alice: Person) -> None:
    orders.pay(order, alice)
    payment = order.payments.get()
    twice = order.payments.create(
        provider="offline", state="succeeded", amount=500, received=500, currency="EUR",
        started_at=payment.started_at,
    )  # fmt: skip
    paying.send_back(payment=twice, reason="", by=alice, key="twice", at=timezone.now())
    assert Document.objects.count() == 1


def test_it_refuses_outside_the_transaction_of_the_payment(
    order: Order, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modules.commerce.services.documents.issuing.in_transaction", lambda: False)
    with pytest.raises(IssuedOutsideTransaction):
        documents.issue_invoice(order=order, at=timezone.now())


def test_it_shows_what_a_coupon_took_off(gallery: Gallery, carla: Person, alice: Person) -> None:
    orders.set_up()
    selling.coupon("SUMMER")
    order = orders.bought(customer(carla), gallery, coupon="SUMMER")
    (line,) = orders.pay(order, alice).data["lines"]
    assert [(each["name"], each["amount"]) for each in line["discounts"]] == [
        ("Coupon SUMMER (−10 %)", order.discount)
    ]
    assert line["amount"] - order.discount == line["gross"]


def test_it_leads_from_the_receipt_to_the_invoice(order: Order, alice: Person) -> None:
    invoice = orders.pay(order, alice)
    mail = mails("order_paid")[0]
    path = f"/orders/{order.public_id}/documents/{invoice.public_id}/"
    assert path in mail.text_body
    assert path in mail.html_body
