"""Issuing papers: once for an order or refund, with the next number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from modules.commerce.models import Document, DocumentNumber, Order, Payment, Refund
from modules.commerce.papers.frozen import Paper
from modules.commerce.services.documents import facts
from safelight.jobs import switches
from safelight.jobs.transactions import in_transaction

_K = Document.Kind


class IssuedOutsideTransaction(RuntimeError):  # noqa: N818 - reads as the reason
    """A paper would stay although the payment that it tells of is given up."""


def issue_invoice(*, order: Order, at: datetime) -> Document | None:
    """The invoice of a paid order, with *paid on*; the one there is where it was issued before.

    Part of the caller's transaction, in which the order is locked. None where nothing was paid.
    """
    _check_transaction()
    issued = _invoice(order)
    if issued is not None:
        return issued
    payment = order.payments.filter(state=Payment.State.SUCCEEDED).order_by("pk").first()
    if payment is None:
        return None
    return _write(
        Document(kind=_K.INVOICE, order=order, issued_at=at),
        lambda number: facts.of_invoice(order, payment, number, at),
    )


def issue_credit_note(*, refund: Refund, at: datetime) -> Document | None:
    """What counters the order's invoice by the parts of a refund; once for each refund.

    Part of the caller's transaction, in which the order is locked. None for money that no invoice
    tells of: what came twice, or for an order that was cancelled before.
    """
    _check_transaction()
    issued: Document | None = Document.objects.filter(refund=refund).first()
    if issued is not None:
        return issued
    invoice = _invoice(refund.order)
    if invoice is None or not refund.parts.exists():
        return None
    return _write(
        Document(
            kind=_K.CREDIT_NOTE, order=refund.order, refund=refund, corrects=invoice, issued_at=at
        ),
        lambda number: facts.of_credit_note(refund, invoice, number, at),
    )


def take_back_credit_note(*, refund: Refund, at: datetime) -> Document | None:
    """An invoice that counters the credit note of a refund that failed after all; once.

    Part of the caller's transaction, in which the order is locked. None where there is none.
    """
    _check_transaction()
    note: Document | None = Document.objects.filter(refund=refund).first()
    if note is None:
        return None
    issued: Document | None = note.corrections.first()
    if issued is not None:
        return issued
    return _write(
        Document(kind=_K.INVOICE, order=note.order, corrects=note, issued_at=at),
        lambda number: facts.of_taking_back(note, number, at),
    )


def _invoice(order: Order) -> Document | None:
    found: Document | None = order.documents.filter(kind=_K.INVOICE, corrects=None).first()
    return found


def _write(document: Document, tell: Callable[[int], Paper]) -> Document:
    document.number = _take_next(document.kind)
    document.data = tell(document.number)
    document.save(force_insert=True)
    return document


def _take_next(kind: str) -> int:
    DocumentNumber.objects.get_or_create(kind=kind)
    rows = DocumentNumber.objects.filter(kind=kind)
    counter = (rows if switches.is_off("locks") else rows.select_for_update()).get()
    counter.last += 1
    counter.save(update_fields=["last"])
    return int(counter.last)


def _check_transaction() -> None:
    if not in_transaction():
        raise IssuedOutsideTransaction("Issue papers in the transaction of their payment.")
