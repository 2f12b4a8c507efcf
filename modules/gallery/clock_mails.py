"""The mails of galleries that the clock asks for; a studio switches them on and off."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.web import dates

CLIENT = Variable(name="client", title=_("The client's name"), example=_("Robin Example"))
UNTIL = Variable(name="until", title=_("The last moment to choose"), example=_("3 May 2030, 18:00"))
LAST = Variable(
    name="until", title=_("The last moment that it is open"), example=_("3 May 2030, 18:00")
)
GALLERY_LINK = Variable(
    name="gallery_link", title=_("The gallery's page"), example="/galleries/", form=Form.LINK,
    required=True,
)  # fmt: skip
GALLERY = Variable(name="gallery", title=_("The gallery's title"), example=_("Summer at the sea"))

_to_client = partial(Mail, to="client", is_optional=True, unsubscribe="reminders")
_to_team = partial(Mail, to="team", permission="gallery.view", is_optional=True)


def _waits(context: Context) -> dict[str, Value]:
    return {"gallery": context["gallery"].title, "gallery_link": context["path"]}


def _ends(context: Context) -> dict[str, Value]:
    until = dates.moment(context["until"])
    return {**_waits(context), "until": until}


def _over(context: Context) -> dict[str, Value]:
    return {"gallery": context["gallery"].title, "until": dates.moment(context["until"])}


def _seen(context: Context) -> dict[str, Value]:
    return {**_waits(context), "client": context["who"]}


def _picked(context: Context) -> dict[str, Value]:
    count = context["count"]
    many = ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}
    return {**_seen(context), "count": many}


CLOSING = (
    _to_client(
        name="gallery_closes",
        title=_("Gallery closes soon"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}” is open until {until}"),
        text=_(
            "You can look at “{gallery}” until {until}, and until then choose, order and download "
            "what you may. After that it is closed; what you ordered stays yours.\n\n"
            "[See the photos]({gallery_link})"
        ),
        variables=(GALLERY, LAST, GALLERY_LINK),
        values=_ends,
    ),
    _to_client(
        name="gallery_closed",
        title=_("Gallery has closed"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}” has closed"),
        text=_(
            "“{gallery}” was open until {until}. What you ordered is still yours, by the links in "
            "the mails about your orders. If you need the gallery once more, answer this mail."
        ),
        variables=(GALLERY, LAST),
        values=_over,
    ),
    _to_team(
        name="gallery_closing",
        title=_("Gallery closes soon, for the team"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}” closes on {until}"),
        text=_(
            "“{gallery}” is open until {until}; after that its clients do not come in any more. "
            "Another last day can be set under its settings.\n\n[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, LAST, GALLERY_LINK),
        values=_ends,
        starts_off=True,
    ),
    _to_team(
        name="gallery_shut",
        title=_("Gallery has closed, for the team"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}” has closed"),
        text=_(
            "“{gallery}” was open until {until}; clients do not come in any more. Its photos stay "
            "as they are.\n\n[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, LAST, GALLERY_LINK),
        values=_ends,
    ),
)


MAILS = (
    *CLOSING,
    _to_client(
        name="gallery_ends",
        title=_("Time to choose ends soon"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}”: choose until {until}"),
        text=_(
            "You can choose and order in “{gallery}” until {until}. After that its photos can only "
            "be looked at.\n\n[See the photos]({gallery_link})"
        ),
        variables=(GALLERY, UNTIL, GALLERY_LINK),
        values=_ends,
        starts_off=True,
    ),
    _to_team(
        name="gallery_ended",
        title=_("Time to choose is over"),
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}”: the time to choose is over"),
        text=_(
            "Clients could choose in “{gallery}” until {until}. Nothing more can be picked or "
            "ordered there now.\n\n[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, UNTIL, GALLERY_LINK),
        values=_ends,
        starts_off=True,
    ),
    _to_client(
        name="gallery_not_visited",
        title=_("Not visited for a week"),
        needs=frozenset({"gallery", "path"}),
        subject=_("Your photos wait: {gallery}"),
        text=_(
            "A week ago we sent you “{gallery}”, and nobody has looked at it yet. Here is the way "
            "once more:\n\n[See the photos]({gallery_link})"
        ),
        variables=(GALLERY, GALLERY_LINK),
        values=_waits,
        starts_off=True,
    ),
    _to_team(
        name="gallery_first_view",
        title=_("Looked at for the first time"),
        needs=frozenset({"gallery", "who", "path"}),
        subject=_("{client} has opened “{gallery}”"),
        text=_(
            "{client} was the first client to open “{gallery}”.\n\n"
            "[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, CLIENT, GALLERY_LINK),
        values=_seen,
        starts_off=True,
    ),
    _to_team(
        name="gallery_picked",
        title=_("Favourites picked"),
        needs=frozenset({"gallery", "who", "path", "count"}),
        subject=_("{client} has picked {count} in “{gallery}”"),
        text=_(
            "{client} has picked {count} in “{gallery}” so far.\n\n"
            "[Open the gallery]({gallery_link})"
        ),
        variables=(
            GALLERY, CLIENT, GALLERY_LINK,
            Variable(name="count", title=_("How many photos"), example=_("3 photos")),
        ),
        values=_picked,
        starts_off=True,
    ),
)  # fmt: skip
