"""Mails about an order as such: placed, taken, cancelled, its link."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from modules.commerce.mails.parts import BASE, CLIENT, LISTED, NUMBER, ORDER_LINK, money, of_order
from safelight.outbox.kinds import Block, Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block

BOUGHT = Variable(
    name="bought", title=_("What was ordered, with prices and addresses"), form=Form.BLOCK,
    required=True, example=_("2 × Fine art print, 30 × 40 cm: €64.00\nTotal: €64.00"),
)  # fmt: skip
NOTE = Variable(
    name="note", title=_("The client's note; may be empty"), example=_("For grandmother, please.")
)
_PLACED = LISTED | {
    "by_hand", "with_notes", "sold", "free", "parcels", "taxes", "shipping_lines",
    "billing_lines", "terms",
}  # fmt: skip


def _bought(context: Context) -> Block:
    return block("order_bought" if context["sold"] else "order_names", context)


def _placed(context: Context) -> dict[str, Value]:
    if context["by_hand"]:
        goes_on = gettext("We look at it, and get back to you.")
    elif context["sold"]:
        goes_on = ""
    else:
        goes_on = gettext("We retouch your photos, and write to you when they are ready.")
    return {
        **of_order(context), "bought": _bought(context), "goes_on": goes_on,
        "note": context["order"].note if context["with_notes"] else "",
        "agreed": block("order_agreed", context),
    }  # fmt: skip


def _placed_studio(context: Context) -> dict[str, Value]:
    order, count = context["order"], context["count"]
    size = (
        money(order.total, order)
        if context["sold"]
        else ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}
    )
    waits = gettext("The order waits for you to accept it.") if context["by_hand"] else ""
    return {
        **of_order(context), "size": size, "bought": _bought(context), "waits": waits,
        "note": order.note, "email": order.email,
    }  # fmt: skip


def _accepted(context: Context) -> dict[str, Value]:
    order = context["order"]
    amount = money(order.due, order) if context["to_pay"] else ""
    goes_on = "" if amount else gettext("We write to you when something is ready.")
    return {**of_order(context), "to_pay": amount, "goes_on": goes_on}


def _cancelled(context: Context) -> dict[str, Value]:
    number = {"number": context["order"].number}
    if context["declined"]:
        what = gettext("We could not take your order %(number)s") % number
        more = ""
    else:
        what = gettext("Your order %(number)s was cancelled") % number
        more = gettext("Links to what you had already do not work any more.")
    return {**of_order(context), "what_happened": what, "links_end": more}


MAILS = (
    Mail(
        name="order_placed",
        title=_("Order placed"),
        to="client",
        needs=BASE | _PLACED,
        subject=_("Your order {number}"),
        text=_(
            "Thank you. We have your order:\n{goes_on}\n\n{bought}\n\nYour note: {note}\n\n"
            "[See your order]({order_link})\n\n{agreed}"
        ),
        variables=(
            NUMBER,
            CLIENT,
            ORDER_LINK,
            BOUGHT,
            Variable(
                name="goes_on", title=_("What happens next; may be empty"),
                example=_("We retouch your photos, and write to you when they are ready."),
            ),
            NOTE,
            Variable(
                name="agreed", title=_("What the client agreed to, and your terms"),
                form=Form.BLOCK, required=True, example=_("I have read the terms."),
            ),
        ),
        values=_placed,
    ),
    Mail(
        name="order_placed_studio",
        title=_("New order"),
        to="team",
        permission="commerce.view",
        needs=BASE | _PLACED,
        subject=_("New order {number}: {size}"),
        text=_(
            "{client} has placed an order:\n{waits}\n\n{bought}\n\nTheir note: {note}\n\n"
            "[Open the order]({order_link})\n\nAn answer to this mail goes to {email}."
        ),
        variables=(
            NUMBER,
            CLIENT,
            ORDER_LINK,
            BOUGHT,
            Variable(name="size", title=_("What it costs, or how many photos"), example="€64.00"),
            Variable(
                name="waits", title=_("Whether it waits to be accepted; may be empty"),
                example=_("The order waits for you to accept it."),
            ),
            NOTE,
            Variable(
                name="email", title=_("The client's e-mail address"), example="robin@example.org"
            ),
        ),
        values=_placed_studio,
    ),
    Mail(
        name="order_accepted",
        title=_("Order accepted"),
        to="client",
        needs=BASE | {"to_pay"},
        subject=_("We take your order {number}"),
        text=_(
            "We have looked at your order {number}, and take it.\n{goes_on}\n"
            "It goes on as soon as {to_pay} are there; its page says how.\n\n"
            "[See your order]({order_link})"
        ),
        variables=(
            NUMBER,
            CLIENT,
            ORDER_LINK,
            Variable(
                name="to_pay", title=_("What is still to pay; may be empty"), example="€64.00"
            ),
            Variable(
                name="goes_on", title=_("What happens next; may be empty"),
                example=_("We write to you when something is ready."),
            ),
        ),
        values=_accepted,
    ),
    Mail(
        name="order_cancelled",
        title=_("Order cancelled or not taken"),
        to="client",
        needs=BASE | LISTED | {"declined"},
        subject=_("{what_happened}"),
        text=_(
            "{what_happened}.\n{links_end}\n\nIf you did not expect that, answer to this mail.\n\n"
            "[See your order]({order_link})"
        ),
        variables=(
            NUMBER,
            CLIENT,
            ORDER_LINK,
            Variable(
                name="what_happened", title=_("Whether it was cancelled or not taken"),
                required=True, example=_("Your order 1042 was cancelled"),
            ),
            Variable(
                name="links_end", title=_("That links end, after delivery; may be empty"),
                example=_("Links to what you had already do not work any more."),
            ),
        ),
        values=_cancelled,
    ),
    Mail(
        name="order_link",
        title=_("A new link to an order"),
        to="client",
        needs=BASE,
        subject=_("The link to your order {number}"),
        text=_(
            "The link to your order {number} was over, and somebody asked for a new one. Here it "
            "is:\n\n[See your order]({order_link})"
        ),
        variables=(NUMBER, CLIENT, ORDER_LINK),
        values=of_order,
    ),
)  # fmt: skip
