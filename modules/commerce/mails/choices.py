"""Mails about what clients choose of what is included."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.outbox.rendering import block

TITLE = Variable(name="gallery", title=_("The gallery's title"), example=_("Summer at the sea"))


def _sent(context: Context) -> dict[str, Value]:
    made, count, extras = context["choosing"], context["count"], context["extras"]
    beyond = ngettext(
        "%(count)d goes beyond the included ones.", "%(count)d go beyond the included ones.", extras
    ) % {"count": extras}
    again = gettext("It is round %(round)d.") % {"round": made.version}
    return {
        "client": made.name or made.email, "gallery": context["title"],
        "count": ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count},
        "beyond": beyond if extras else "", "again": again if made.version > 1 else "",
        "photos": block("order_names", {**context, "with_notes": True}), "note": made.note,
        "choice_link": context["choice_path"], "order_link": context["order_path"],
    }  # fmt: skip


def _received(context: Context) -> dict[str, Value]:
    count = context["count"]
    many = ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}
    return {**_opened(context), "count": many}


def _opened(context: Context) -> dict[str, Value]:
    return {"gallery": context["title"], "gallery_link": context["gallery_path"]}


MAILS = (
    Mail(
        name="choice_sent_studio",
        title=_("Photos chosen"),
        to="team",
        permission="commerce.view",
        needs=frozenset(
            {
                "choosing", "order", "title", "items", "count", "more", "extras", "choice_path",
                "order_path",
            }
        ),
        subject=_("{count} chosen: {gallery}"),
        text=_(
            "{client} has chosen {count} in “{gallery}”.\n{beyond}\n{again}\n\n{photos}\n\n"
            "Their note: {note}\n\n[Open the choice]({choice_link})\n\n"
            "[Open the order]({order_link})"
        ),
        variables=(
            Variable(name="client", title=_("The client's name"), example=_("Robin Example")),
            TITLE,
            Variable(name="count", title=_("How many photos"), example=_("3 photos")),
            Variable(
                name="beyond", title=_("How many go beyond the included ones; may be empty"),
                example=_("1 goes beyond the included ones."),
            ),
            Variable(
                name="again", title=_("Which round it is; may be empty"),
                example=_("It is round 2."),
            ),
            Variable(
                name="photos", title=_("The photos by name"), form=Form.BLOCK,
                example="Beach.jpg\nDunes.jpg",
            ),
            Variable(
                name="note", title=_("The client's note; may be empty"),
                example=_("The first one for the wall."),
            ),
            Variable(
                name="choice_link", title=_("The choice in the workspace"), example="/studio/",
                form=Form.LINK, required=True,
            ),
            Variable(
                name="order_link", title=_("The order in the workspace; may be empty"),
                example="/studio/orders/", form=Form.LINK,
            ),
        ),
        values=_sent,
    ),
    Mail(
        name="choice_opened",
        title=_("Choice open again"),
        to="client",
        needs=frozenset({"title", "gallery_path"}),
        subject=_("Your choice is open again: {gallery}"),
        text=_(
            "You can change what you chose in “{gallery}”. Send your choice again when you are "
            "done.\n\n[Open the gallery]({gallery_link})"
        ),
        variables=(
            TITLE,
            Variable(
                name="gallery_link", title=_("The gallery's page"), example="/galleries/",
                form=Form.LINK, required=True,
            ),
        ),
        values=_opened,
    ),
    Mail(
        name="choice_sent",
        title=_("Choice received"),
        to="client",
        needs=frozenset({"title", "count", "gallery_path"}),
        subject=_("We have your choice: {gallery}"),
        text=_(
            "Thank you. We have your choice of {count} in “{gallery}”, and go on from here.\n\n"
            "[See the gallery]({gallery_link})"
        ),
        variables=(
            TITLE,
            Variable(name="count", title=_("How many photos"), example=_("3 photos")),
            Variable(
                name="gallery_link", title=_("The gallery's page"), example="/galleries/",
                form=Form.LINK, required=True,
            ),
        ),
        values=_received,
        is_optional=True,
    ),
)  # fmt: skip
