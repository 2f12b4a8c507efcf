"""What follows when money came, went back or is disputed. Part of the caller's transaction.

Each is called once for each change of state, under the order's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from modules.commerce.models import Payment, Refund, Validation
from modules.commerce.money import currencies
from modules.commerce.services import documents, stock
from modules.commerce.services.orders import releasing, revisions, settling, trail
from modules.commerce.services.paying import mails
from safelight.accounts.models import Person
from safelight.site import selectors as site


@site.own_language()
def paid(payment: Payment, *, by: Person | None, at: datetime) -> None:
    """The first time: stock is kept, items are released, client and studio get one mail each."""
    order = payment.order
    trail.record(
        order=order, verb="marked_paid" if by else "paid", by=by, at=at,
        amount=payment.received, currency=payment.currency, provider=payment.provider,
        note=payment.note,
    )  # fmt: skip
    if sentence := _unwanted(payment):
        _flag(payment, sentence, at)
        return
    payment.over = max(0, payment.received - order.due)
    payment.save(update_fields=["over"])
    settling.settle(order, at=at)
    gone = stock.keep(order)
    invoice = documents.issue_invoice(order=order, at=at)
    mails.paid(payment, invoice)
    if not gone and order.may_be_fulfilled:
        releasing.release(order, at=at)
    if gone or payment.over:
        _flag(payment, " ".join(filter(None, [_sold_out(gone), _more_than_due(payment)])), at)


@site.own_language()
def refund_settled(refund: Refund, *, at: datetime) -> None:
    """Money went back, or could not."""
    order = refund.order
    if refund.state == Refund.State.FAILED:
        refund.problem = refund.problem or _("The payment provider could not give it back.")
        refund.save(update_fields=["problem"])
        trail.record(
            order=order, verb="refund_failed", by=None, at=at,
            amount=refund.amount, currency=order.currency,
        )  # fmt: skip
        documents.take_back_credit_note(refund=refund, at=at)
        mails.problem(order, key=f"refund:{refund.public_id}", sentence=refund.problem)
        return
    trail.record(
        order=order, verb="refunded", by=refund.by, at=at,
        amount=refund.amount, currency=order.currency,
    )  # fmt: skip
    mails.refunded(refund, documents.issue_credit_note(refund=refund, at=at))
    # Money for a single line takes the right to its final with it.
    revisions.raise_for([order.pk])


@site.own_language()
def dispute_changed(payment: Payment, *, at: datetime) -> None:
    """The client's bank asks for the money back, or does so no more."""
    order = payment.order
    verb = "disputed" if payment.disputed else "dispute_over"
    trail.record(order=order, verb=verb, by=None, at=at)
    revisions.raise_for([order.pk])
    if payment.disputed:
        sentence = _(
            "The client disputes this payment at their bank. Files of this order cannot be fetched "
            "until that is over. Answer at the payment provider."
        )
        mails.problem(order, key=f"dispute:{payment.public_id}", sentence=sentence)


def flagged(payment: Payment, *, at: datetime) -> None:
    """Something does not fit: a person of the team has to look."""
    order = payment.order
    trail.record(order=order, verb="payment_flagged", by=None, at=at, why=payment.problem)
    mails.problem(order, key=f"payment:{payment.public_id}", sentence=payment.problem)


def _unwanted(payment: Payment) -> str:
    """Why this money pays nothing, and what to do; nothing where it does."""
    order = payment.order
    others = order.payments.filter(state=Payment.State.SUCCEEDED).exclude(pk=payment.pk)
    if others.exists():
        return _("This order was paid twice. Give this payment back.")
    if not order.is_open or order.validation == Validation.DECLINED:
        return _("It was paid after the order had been cancelled or declined. Give it back.")
    return ""


def _sold_out(gone: Sequence[str]) -> str:
    sentence = _(
        "It was paid after the time that copies are held for, and these are sold out now: "
        "%(names)s. Deliver the order although it is short, or refund it."
    )
    return sentence % {"names": ", ".join(gone)} if gone else ""


def _more_than_due(payment: Payment) -> str:
    over = currencies.plain(payment.over, payment.currency)
    sentence = _(
        "%(over)s %(currency)s more came than was due: something was left out while the client "
        "paid. Give the difference back."
    )
    return sentence % {"over": over, "currency": payment.currency} if payment.over else ""


def _flag(payment: Payment, sentence: str, at: datetime) -> None:
    payment.problem = sentence
    payment.save(update_fields=["problem"])
    flagged(payment, at=at)
