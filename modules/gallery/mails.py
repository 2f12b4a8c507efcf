"""The mails of galleries: what each can say, and our words for it."""

from __future__ import annotations

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable

CLIENT = Variable(name="client", title=_("The client's name"), example=_("Robin Example"))
UNTIL = Variable(name="until", title=_("The last moment to choose"), example=_("3 May 2030, 18:00"))
GALLERY_LINK = Variable(
    name="gallery_link", title=_("The gallery's page"), example="/galleries/", form=Form.LINK,
    required=True,
)  # fmt: skip
GALLERY = Variable(name="gallery", title=_("The gallery's title"), example=_("Summer at the sea"))


def _sent(context: Context) -> dict[str, Value]:
    invitation, needs_sign_in = context["invitation_path"], context["needs_sign_in"]
    has_to_join = bool(needs_sign_in and invitation)
    may_join = bool(invitation and not needs_sign_in)
    signs_in = gettext("Sign in with this e-mail address.")
    return {
        "subject": context["subject"], "message": context["message"],
        "gallery": context["gallery"].title, "code": context["code"],
        "gallery_link": "" if has_to_join else context["path"],
        "password_link": invitation if has_to_join else "",
        "later_link": context["path"] if has_to_join else "",
        "account_link": invitation if may_join else "",
        "sign_in": signs_in if needs_sign_in and not invitation else "",
    }  # fmt: skip


def _guessed(context: Context) -> dict[str, Value]:
    return {"gallery": context["gallery"].title}


def _retention(context: Context) -> dict[str, Value]:
    return {
        "gallery": context["gallery"].title,
        "day": formats.date_format(context["day"], "DATE_FORMAT"),
        "link": context["path"],
    }


_RETENTION = (
    GALLERY,
    Variable(name="day", title=_("The day of the deletion"), example=_("3 May 2030")),
    Variable(
        name="link",
        title=_("Where it can be kept, or the photos be fetched"),
        example="/galleries/",
        form=Form.LINK,
        required=True,
    ),
)


def _waits(context: Context) -> dict[str, Value]:
    return {"gallery": context["gallery"].title, "gallery_link": context["path"]}


def _ends(context: Context) -> dict[str, Value]:
    until = formats.date_format(timezone.localtime(context["until"]), "DATETIME_FORMAT")
    return {**_waits(context), "until": until}


def _seen(context: Context) -> dict[str, Value]:
    return {**_waits(context), "client": context["who"]}


def _picked(context: Context) -> dict[str, Value]:
    count = context["count"]
    many = ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}
    return {**_seen(context), "count": many}


MAILS = (
    Mail(
        name="gallery_retention",
        title=_("Photos will be deleted"),
        to="team",
        needs=frozenset({"gallery", "day", "path"}),
        subject=_("The photos of “{gallery}” will be deleted on {day}"),
        text=_(
            "As your settings say, the photos of “{gallery}” will be deleted on {day}. Photos of "
            "open orders stay.\n\n[See what will go, or keep it]({link})"
        ),
        variables=_RETENTION,
        values=_retention,
    ),
    Mail(
        name="gallery_retention_client",
        title=_("Photos will be deleted, for clients"),
        to="client",
        needs=frozenset({"gallery", "day", "path"}),
        subject=_("“{gallery}” will be deleted on {day}"),
        text=_(
            "The photos of “{gallery}” are here until {day}; then they are deleted. Until then you "
            "can still look at them, and order or download what you may.\n\n"
            "[See the photos]({link})"
        ),
        variables=_RETENTION,
        values=_retention,
    ),
    Mail(
        name="gallery_sent",
        title=_("Gallery sent"),
        to="client",
        needs=frozenset(
            {
                "subject", "message", "gallery", "path", "code", "invitation_path",
                "needs_sign_in",
            }
        ),
        subject=_("{subject}"),
        text=_(
            "{message}\n\n{gallery}\n\n[Choose a password and see the photos]({password_link})\n\n"
            "[See the photos]({gallery_link})\n\nLater, this address is enough: {later_link}\n\n"
            "If you would like an account, to find your galleries and orders again, choose a "
            "password here: {account_link}\n\n{sign_in}\n\n"
            "Your client code, to choose and order: {code}"
        ),
        variables=(
            Variable(
                name="subject", title=_("The subject that was typed when it was sent"),
                example=_("Your photos are here"),
            ),
            Variable(
                name="message", title=_("The words that were typed when it was sent"),
                required=True, example=_("Hello Robin, here are your photos. Enjoy them!"),
            ),
            GALLERY,
            Variable(
                name="gallery_link", title=_("The gallery, for whoever may open it already"),
                example="/galleries/", form=Form.LINK, required=True,
            ),
            Variable(
                name="password_link", title=_("Choosing a password, for whoever needs one"),
                example="", form=Form.LINK, required=True,
            ),
            Variable(
                name="later_link", title=_("The gallery, for whoever needs a password first"),
                example="", form=Form.LINK,
            ),
            Variable(
                name="account_link", title=_("Choosing a password, for whoever may do so"),
                example="/account/", form=Form.LINK,
            ),
            Variable(
                name="sign_in", title=_("That one has to sign in; may be empty"), example=""
            ),
            Variable(
                name="code", title=_("The client code; empty unless it is sent along"),
                example="7KQ2-M4TX",
            ),
        ),
        values=_sent,
    ),
    Mail(
        name="gallery_guessed",
        title=_("Somebody guesses at a password"),
        to="team",
        permission="gallery.view",
        needs=frozenset({"gallery"}),
        subject=_("Somebody is guessing at the password of “{gallery}”"),
        text=_(
            "Somebody tried many wrong passwords for “{gallery}” today. Their further tries are "
            "refused for a while; whoever knows the password still comes in.\n\n"
            "If this was none of your clients, choose a longer password and send it to them."
        ),
        variables=(GALLERY,),
        values=_guessed,
    ),
    Mail(
        name="gallery_ends",
        title=_("Time to choose ends soon"),
        to="client",
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}”: choose until {until}"),
        text=_(
            "You can choose and order in “{gallery}” until {until}. After that its photos can only "
            "be looked at.\n\n[See the photos]({gallery_link})"
        ),
        variables=(GALLERY, UNTIL, GALLERY_LINK),
        values=_ends,
        is_optional=True,
        starts_off=True,
        unsubscribe="reminders",
    ),
    Mail(
        name="gallery_ended",
        title=_("Time to choose is over"),
        to="team",
        permission="gallery.view",
        needs=frozenset({"gallery", "until", "path"}),
        subject=_("“{gallery}”: the time to choose is over"),
        text=_(
            "Clients could choose in “{gallery}” until {until}. Nothing more can be picked or "
            "ordered there now.\n\n[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, UNTIL, GALLERY_LINK),
        values=_ends,
        is_optional=True,
        starts_off=True,
    ),
    Mail(
        name="gallery_not_visited",
        title=_("Not visited for a week"),
        to="client",
        needs=frozenset({"gallery", "path"}),
        subject=_("Your photos wait: {gallery}"),
        text=_(
            "A week ago we sent you “{gallery}”, and nobody has looked at it yet. Here is the way "
            "once more:\n\n[See the photos]({gallery_link})"
        ),
        variables=(GALLERY, GALLERY_LINK),
        values=_waits,
        is_optional=True,
        starts_off=True,
        unsubscribe="reminders",
    ),
    Mail(
        name="gallery_first_view",
        title=_("Looked at for the first time"),
        to="team",
        permission="gallery.view",
        needs=frozenset({"gallery", "who", "path"}),
        subject=_("{client} has opened “{gallery}”"),
        text=_(
            "{client} was the first client to open “{gallery}”.\n\n"
            "[Open the gallery]({gallery_link})"
        ),
        variables=(GALLERY, CLIENT, GALLERY_LINK),
        values=_seen,
        is_optional=True,
        starts_off=True,
    ),
    Mail(
        name="gallery_picked",
        title=_("Favourites picked"),
        to="team",
        permission="gallery.view",
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
        is_optional=True,
        starts_off=True,
    ),
)  # fmt: skip
