"""The mails about a client's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable


def _packet(context: Context) -> dict[str, Value]:
    return {"link": context["path"], "days": str(context["days"])}


def _asked(context: Context) -> dict[str, Value]:
    return {"link": context["path"], "about": context["about"]}


MAILS = (
    Mail(
        name="privacy_packet",
        title=_("A client's data is ready"),
        to="client",
        needs=frozenset({"path", "days"}),
        subject=_("Your data at {studio}"),
        text=_(
            "All that {studio} keeps about you is ready in one file. Sign in with this address to "
            "get it:\n\n[Get my data]({link})\n\nIt is there for {days} days."
        ),
        variables=(
            Variable(
                name="link", title=_("The client's page about their data"),
                example="/account/privacy/", form=Form.LINK, required=True,
            ),
            Variable(name="days", title=_("For how many days it is there"), example="7"),
        ),
        values=_packet,
    ),
    Mail(
        name="consent_asked",
        title=_("A question for consent"),
        to="client",
        needs=frozenset({"path", "about"}),
        subject=_("May {studio} show your pictures?"),
        text=_(
            "{studio} would like to know what your pictures may be used for: {about}.\n\n"
            "[Answer]({link})\n\nYou can change your mind at any time, by the same link."
        ),
        variables=(
            Variable(
                name="link", title=_("The page to answer on"), example="/consents/",
                form=Form.LINK, required=True,
            ),
            Variable(name="about", title=_("Which pictures"), example=_("Summer in the garden")),
        ),
        values=_asked,
        is_secret=True,
    ),
)  # fmt: skip
