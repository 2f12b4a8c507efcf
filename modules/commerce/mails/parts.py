"""What several mails of orders know."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Value, Variable
from safelight.web.templatetags import web

NUMBER = Variable(name="number", title=_("The order's number"), example="1042")
CLIENT = Variable(name="client", title=_("The client's name"), example=_("Robin Example"))
ORDER_LINK = Variable(
    name="order_link", title=_("The order's page"), example="/orders/", form=Form.LINK,
    required=True,
)  # fmt: skip
GOODS = Variable(
    name="goods", title=_("What it is about"), form=Form.BLOCK,
    example=_("2 × Fine art print, 30 × 40 cm\nBeach.jpg"),
)  # fmt: skip
BASE = frozenset({"order", "order_path"})
LISTED = frozenset({"items", "count", "more"})


def of_order(context: Context) -> dict[str, Value]:
    """The three variables that each of these mails has."""
    order = context["order"]
    return {
        "number": str(order.number), "client": order.name or order.email,
        "order_link": context["order_path"],
    }  # fmt: skip


def money(amount: int, order: Any) -> str:
    return str(web.money(amount, order.currency))
