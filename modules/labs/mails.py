"""The mails about orders to labs. Those to labs are kept as they are: labs read them by habit."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Block, Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block


def _problem(context: Context) -> dict[str, Value]:
    lab_order = context["lab_order"]
    orders: Block = block("labs_orders", context)
    return {
        "reference": str(lab_order.reference), "lab": context["lab"],
        "problem": lab_order.problem, "orders": orders, "link": context["path"],
        "not_told": gettext("The client was not told."),
    }  # fmt: skip


MAILS = (
    Mail(
        name="labs_problem",
        title=_("An order at a lab needs somebody"),
        to="team",
        permission="labs.view",
        needs=frozenset({"lab_order", "lab", "orders", "path"}),
        subject=_("Lab order {reference} at {lab} needs you"),
        text=_(
            "Lab order {reference} at {lab} stopped:\n\n{problem}\n\n{orders}\n\n{not_told}\n\n"
            "[See the lab order]({link})"
        ),
        variables=(
            Variable(name="reference", title=_("The lab order's name"), example="A-17"),
            Variable(name="lab", title=_("The lab's name"), example=_("Print house")),
            Variable(
                name="problem", title=_("What is wrong"), required=True,
                example=_("The lab no longer makes this paper."),
            ),
            Variable(
                name="orders", title=_("Whose orders wait"), form=Form.BLOCK,
                example=_("Order 1042 of Robin Example"),
            ),
            Variable(
                name="not_told", title=_("That the client does not know yet"),
                example=_("The client was not told."),
            ),
            Variable(
                name="link", title=_("The lab order's page"), example="/studio/", form=Form.LINK,
                required=True,
            ),
        ),
        values=_problem,
    ),
    Mail(
        name="labs_order",
        title=_("Print order to a lab"),
        to="lab",
        needs=frozenset(
            {"reference", "again", "facts", "pieces", "sum", "note", "is_copy", "lab"}
        ),
    ),
    Mail(
        name="labs_take_back",
        title=_("Print order taken back"),
        to="lab",
        needs=frozenset({"reference", "is_copy", "lab"}),
    ),
)  # fmt: skip
