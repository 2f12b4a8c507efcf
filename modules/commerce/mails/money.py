"""Mails about money: receipts, refunds, and what needs somebody."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.commerce.mails.parts import BASE, CLIENT, NUMBER, ORDER_LINK, money, of_order
from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block

AMOUNT = Variable(name="amount", title=_("The amount"), example="€64.00", required=True)
_PAPER = ("document", "document_path")


def _paper(context: Context) -> dict[str, Value]:
    document = context["document"]
    return {
        "paper_number": str(document.data["number"]) if document else "",
        "paper_link": context["document_path"],
    }  # fmt: skip


def _paid(context: Context) -> dict[str, Value]:
    payment = context["payment"]
    return {
        **of_order(context), **_paper(context), "amount": money(payment.received, payment),
        "sums": block("order_sums", context),
    }  # fmt: skip


def _paid_studio(context: Context) -> dict[str, Value]:
    payment = context["payment"]
    said = gettext("Marked as paid by %(name)s.") % {"name": payment.by} if payment.by else ""
    return {**of_order(context), "amount": money(payment.received, payment), "marked_by": said}


def _refunded(context: Context) -> dict[str, Value]:
    refund, order = context["refund"], context["order"]
    return {
        **of_order(context), **_paper(context), "amount": money(refund.amount, order),
        "reason": refund.reason,
    }  # fmt: skip


def _problem(context: Context) -> dict[str, Value]:
    return {**of_order(context), "sentence": context["sentence"]}


def _paper_variables(number: object, link: object) -> tuple[Variable, ...]:
    return (
        Variable(name="paper_number", title=number, example="INV-2026-17"),  # type: ignore[arg-type]
        Variable(name="paper_link", title=link, example="/orders/", form=Form.LINK),  # type: ignore[arg-type]
    )


MAILS = (
    Mail(
        name="order_paid",
        title=_("Receipt"),
        to="client",
        needs=BASE | {"payment", "lines", *_PAPER},
        subject=_("Receipt for order {number}"),
        text=_(
            "Thank you. Your payment of {amount} for order {number} is in.\n\n{sums}\n\n"
            "Your invoice as PDF ({paper_number}):\n{paper_link}\n\n[See your order]({order_link})"
        ),
        variables=(
            NUMBER, CLIENT, ORDER_LINK, AMOUNT,
            Variable(
                name="sums", title=_("What was paid for"), form=Form.BLOCK, required=True,
                example=_("2 × Fine art print, 30 × 40 cm: €64.00\nTotal: €64.00"),
            ),
            *_paper_variables(_("The invoice's number; may be empty"), _("The invoice as PDF")),
        ),
        values=_paid,
    ),
    Mail(
        name="order_paid_studio",
        title=_("Order paid"),
        to="team",
        permission="commerce.view",
        needs=BASE | {"payment", "lines", *_PAPER},
        subject=_("Order {number} is paid: {amount}"),
        text=_("{client} has paid {amount}.\n{marked_by}\n\n[Open the order]({order_link})"),
        variables=(
            NUMBER, CLIENT, ORDER_LINK, AMOUNT,
            Variable(
                name="marked_by", title=_("Who of the team marked it as paid; may be empty"),
                example=_("Marked as paid by Alice."),
            ),
        ),
        values=_paid_studio,
        is_optional=True,
    ),
    Mail(
        name="order_refunded",
        title=_("Refund"),
        to="client",
        needs=BASE | {"refund", *_PAPER},
        subject=_("Refund for order {number}"),
        text=_(
            "We give you {amount} of order {number} back, the way that you paid. With cards it may "
            "take some days until you see it.\n\n{reason}\n\n"
            "Your credit note as PDF ({paper_number}):\n{paper_link}\n\n"
            "[See your order]({order_link})"
        ),
        variables=(
            NUMBER, CLIENT, ORDER_LINK, AMOUNT,
            Variable(
                name="reason", title=_("Why; may be empty"), example=_("One print was damaged.")
            ),
            *_paper_variables(
                _("The credit note's number; may be empty"), _("The credit note as PDF")
            ),
        ),
        values=_refunded,
    ),
    Mail(
        name="order_money_problem",
        title=_("The money of an order needs somebody"),
        to="team",
        permission="commerce.view",
        needs=BASE | {"sentence"},
        subject=_("The money of order {number} needs you"),
        text=_("Order {number} of {client}: {sentence}\n\n[Open the order]({order_link})"),
        variables=(
            NUMBER, CLIENT, ORDER_LINK,
            Variable(
                name="sentence", title=_("What is wrong"), required=True,
                example=_("The bank took the money back."),
            ),
        ),
        values=_problem,
    ),
)  # fmt: skip
