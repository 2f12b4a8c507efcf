"""The mail about a cart that was left."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable


def _waits(context: Context) -> dict[str, Value]:
    count = context["count"]
    many = ngettext("%(count)d thing", "%(count)d things", count) % {"count": count}
    return {"count": many, "cart_link": context["path"]}


MAILS = (
    Mail(
        name="cart_waits",
        title=_("Cart left"),
        to="client",
        needs=frozenset({"count", "path"}),
        subject=_("Your cart still waits"),
        text=_(
            "There is something left in your cart: {count}. It is kept for you.\n\n"
            "[See your cart]({cart_link})"
        ),
        variables=(
            Variable(name="count", title=_("How much is in it"), example=_("3 things")),
            Variable(
                name="cart_link", title=_("The cart"), example="/cart/", form=Form.LINK,
                required=True,
            ),
        ),
        values=_waits,
        is_optional=True,
        starts_off=True,
        unsubscribe="reminders",
    ),
)  # fmt: skip
