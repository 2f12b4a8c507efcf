"""The mails of agencies: what each can say, and our words for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block
from safelight.web import dates
from safelight.web.templatetags import web


def _reviewed(context: Context) -> dict[str, Value]:
    count = context["count"]
    if context["approved"]:
        what = ngettext(
            "%(count)d of your photos is approved", "%(count)d of your photos are approved", count
        )
    else:
        what = ngettext(
            "%(count)d of your photos was declined", "%(count)d of your photos were declined", count
        )
    return {
        "what_happened": what % {"count": count}, "library": context["library"].name,
        "photos": block("agency_photos", context), "note": context["note"],
        "link": context["path"],
    }  # fmt: skip


def _statement(context: Context) -> dict[str, Value]:
    statement = context["statement"]
    return {
        "number": str(statement.number),
        "until": dates.day(statement.last_date),
        "balance": str(web.money(statement.closing, statement.currency)),
        "link": context["path"],
    }


MAILS = (
    Mail(
        name="agency_reviewed",
        title=_("Photos reviewed"),
        to="client",
        needs=frozenset({"photos", "approved", "note", "library", "count", "path"}),
        subject=_("{what_happened}"),
        text=_(
            "{what_happened} in “{library}”:\n\n{photos}\n\nThe reviewer wrote: {note}\n\n"
            "[Open the library]({link})"
        ),
        variables=(
            Variable(
                name="what_happened", title=_("How many were approved or declined"), required=True,
                example=_("3 of your photos are approved"),
            ),
            Variable(name="library", title=_("The library's name"), example=_("Landscapes")),
            Variable(
                name="photos", title=_("The photos by name"), form=Form.BLOCK,
                example="Beach.jpg\nDunes.jpg",
            ),
            Variable(
                name="note", title=_("The reviewer's words; may be empty"),
                example=_("Lovely light."),
            ),
            Variable(
                name="link", title=_("The library's page"), example="/studio/", form=Form.LINK,
                required=True,
            ),
        ),
        values=_reviewed,
    ),
    Mail(
        name="agency_statement",
        title=_("Statement to a contributor"),
        to="client",
        needs=frozenset({"statement", "path"}),
        subject=_("Your statement {number}"),
        text=_(
            "Statement {number} of your sales up to {until} is closed. Its balance is {balance}."
            "\n\n[Every sale, what went back and why]({link})"
        ),
        variables=(
            Variable(name="number", title=_("The statement's number"), example="12"),
            Variable(name="until", title=_("Its last day"), example=_("30 April 2030")),
            Variable(name="balance", title=_("Its balance"), example="€412.00"),
            Variable(
                name="link", title=_("The statement's page"), example="/statements/",
                form=Form.LINK, required=True,
            ),
        ),
        values=_statement,
    ),
)  # fmt: skip
