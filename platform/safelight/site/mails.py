"""The mail of a contact form: what it can say, and our words for it."""

from __future__ import annotations

from django.template.defaultfilters import linebreaks_filter
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Block, Context, Form, Mail, Value, Variable


def _contact(context: Context) -> dict[str, Value]:
    words = context["message"]
    return {
        "name": context["name"],
        "email": context["email"],
        "message": Block(text=words, html=linebreaks_filter(words)),
        "page": context["page"],
    }


MAILS = (
    Mail(
        name="site_contact",
        title=_("Message of the contact form"),
        to="team",
        needs=frozenset({"name", "email", "message", "page"}),
        subject=_("{name} wrote to you"),
        text=_("{name} ({email}) wrote on “{page}”:\n\n{message}\n\nAn answer goes to them."),
        variables=(
            Variable(name="name", title=_("Who wrote"), example=_("Robin Example"), required=True),
            Variable(
                name="email", title=_("Their e-mail"), example="robin@example.org", required=True
            ),
            Variable(
                name="message", title=_("What they wrote"), form=Form.BLOCK, required=True,
                example=_("Are you free on the 3rd of May?"),
            ),
            Variable(name="page", title=_("The page of the form"), example=_("Contact")),
        ),
        values=_contact,
    ),
)  # fmt: skip
