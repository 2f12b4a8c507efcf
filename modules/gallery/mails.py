"""The mails of galleries: what each can say, and our words for it."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.gallery import clock_mails
from modules.gallery.clock_mails import GALLERY
from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.web import dates


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
        "day": dates.day(context["day"]),
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
    *clock_mails.MAILS,
)  # fmt: skip
