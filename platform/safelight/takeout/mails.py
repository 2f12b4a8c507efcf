"""The mail about a finished export."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable


def _ready(context: Context) -> dict[str, Value]:
    return {
        "link": context["path"],
        "days": str(context["days"]),
        "size": filesizeformat(context["bytes"]),
    }


MAILS = (
    Mail(
        name="takeout_ready",
        title=_("The export is ready"),
        to="team",
        needs=frozenset({"path", "days", "bytes"}),
        subject=_("Your export of {studio} is ready"),
        text=_(
            "Everything of {studio} is ready to be downloaded: {size} in one file.\n\n"
            "[Open the page of the export]({link})\n\n"
            "The download can be interrupted and goes on where it was. It is there for {days} days."
        ),
        variables=(
            Variable(
                name="link", title=_("The page of the export"), example="/studio/settings/export/",
                form=Form.LINK, required=True,
            ),
            Variable(name="days", title=_("For how many days it is there"), example="7"),
            Variable(name="size", title=_("How large it is"), example=_("12 GB")),
        ),
        values=_ready,
    ),
)  # fmt: skip
