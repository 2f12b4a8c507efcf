"""The mails about mail: proving a sender, the digest of the day, and who has joined."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block


def _proof(context: Context) -> dict[str, Value]:
    return {"link": context["path"]}


def _digest(context: Context) -> dict[str, Value]:
    return {"entries": block("digest_lines", context), "settings_link": context["path"]}


def _joined(context: Context) -> dict[str, Value]:
    person = context["person"]
    return {"client": str(person), "email": person.email, "client_link": context["path"]}


MAILS = (
    Mail(
        name="client_joined",
        title=_("A client has joined"),
        to="team",
        permission="people.manage",
        needs=frozenset({"person", "path"}),
        subject=_("{client} has an account now"),
        text=_(
            "{client} ({email}) has taken up the invitation and chosen a password.\n\n"
            "[See the client]({client_link})"
        ),
        variables=(
            Variable(name="client", title=_("The client's name"), example=_("Robin Example")),
            Variable(
                name="email", title=_("The client's address"), example="robin@example.org"
            ),
            Variable(
                name="client_link", title=_("The client's page"), example="/studio/",
                form=Form.LINK, required=True,
            ),
        ),
        values=_joined,
        is_optional=True,
    ),
    Mail(
        name="sender_proof",
        title=_("Prove the sender address"),
        to="team",
        needs=frozenset({"path"}),
        subject=_("Send mail of {studio} from this address?"),
        text=_(
            "Somebody wants mail of {studio} to come from this address. If that was you, say so "
            "within three days:\n\n[Yes, this is our address]({link})\n\n"
            "If it was not, do nothing."
        ),
        variables=(
            Variable(
                name="link", title=_("The page that proves it"), example="/", form=Form.LINK,
                required=True,
            ),
        ),
        values=_proof,
        is_secret=True,
    ),
    Mail(
        name="team_digest",
        title=_("What happened today"),
        to="team",
        needs=frozenset({"lines", "path"}),
        subject=_("{studio}: what happened today"),
        text=_("{entries}\n\nWhich of these you get, and how soon: {settings_link}"),
        variables=(
            Variable(
                name="entries", title=_("What happened"), form=Form.BLOCK, required=True,
                example=_("New order 1042: €64.00\n3 photos chosen: Summer at the sea"),
            ),
            Variable(
                name="settings_link", title=_("Your notifications"), example="/studio/",
                form=Form.LINK,
            ),
        ),
        values=_digest,
    ),
)  # fmt: skip
