"""The mails about accounts: what each can say, and our words for it."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelight.accounts import security_mails
from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.web import dates

LINK = Variable(
    name="link", title=_("The page where a password is chosen"), example="/account/",
    form=Form.LINK, required=True,
)  # fmt: skip


def _hello(name: str) -> str:
    return gettext("Hello %(name)s,") % {"name": name} if name else gettext("Hello,")


def _invitation(context: Context) -> dict[str, Value]:
    return {
        "hello": _hello(context["person"].name),
        "by": context["by"].name or context["by"].email,
        "link": context["path"],
        "until": dates.day(context["expires_at"]),
    }


def _reset(context: Context) -> dict[str, Value]:
    return {"hello": _hello(context["person"].name), "link": context["path"]}


HELLO = Variable(
    name="hello", title=_("A greeting, with the name where it is known"), example=_("Hello Robin,")
)

MAILS = (
    Mail(
        name="invitation",
        title=_("Invitation"),
        to="client",
        needs=frozenset({"person", "by", "studio_name", "path", "expires_at"}),
        subject=_("{studio} invites you"),
        text=_(
            "{hello}\n\n{by} of {studio} invites you. Choose a password, and you are in.\n\n"
            "[Choose a password]({link})\n\n"
            "The link works once, until {until}, and is for you alone: please do not forward this "
            "mail."
        ),
        variables=(
            HELLO,
            Variable(name="by", title=_("Who invites"), example=_("Alice Example")),
            LINK,
            Variable(
                name="until", title=_("The day until which the link works"),
                example=_("3 May 2030"),
            ),
        ),
        values=_invitation,
    ),
    Mail(
        name="password_reset",
        title=_("New password"),
        to="client",
        needs=frozenset({"person", "path"}),
        subject=_("Choose a new password"),
        text=_(
            "Somebody, most likely you, asked for a new password. Choose it here:\n\n"
            "[Choose a new password]({link})\n\n"
            "The link works once and for two hours. If it was not you, do nothing: your password "
            "stays as it is."
        ),
        variables=(HELLO, LINK),
        values=_reset,
    ),
    *security_mails.MAILS,
)  # fmt: skip
