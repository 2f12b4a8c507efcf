"""The mails about signing in: codes, links, and news of one's own account."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelight.outbox.kinds import Context, Form, Mail, Value, Variable
from safelight.web import dates

CODE = Variable(
    name="code", title=_("The six digits"), example="042 117", required=True
)  # fmt: skip
LINK = Variable(
    name="link", title=_("The page that it leads to"), example="/account/",
    form=Form.LINK, required=True,
)  # fmt: skip


def _by_mail(context: Context) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if digits := context["digits"]:
        found["code"] = f"{digits[:3]} {digits[3:]}"
    if context["path"]:
        found["link"] = context["path"]
    return found


def _link(context: Context) -> dict[str, Value]:
    return {"link": context["path"]}


def _notice(context: Context) -> dict[str, Value]:
    return {
        "what": context["sentence"],
        "when": dates.moment(context["at"]),
        "device": context["device"],
        "network": context["network"] or gettext("an unknown network"),
        "link": context["path"],
    }


MAILS = (
    Mail(
        name="sign_in_code",
        title=_("Sign-in by a code"),
        to="client",
        needs=frozenset({"digits", "path"}),
        subject=_("{code} lets you in at {studio}"),
        text=_(
            "Type these six digits where you asked for them:\n\n{code}\n\n"
            "They work once and for ten minutes. Tell them to nobody, us included.\n\n"
            "If you did not ask for it, do nothing: nobody comes in without this mail."
        ),
        variables=(CODE,),
        values=_by_mail,
        is_secret=True,
    ),
    Mail(
        name="sign_in_link",
        title=_("Sign-in by a link"),
        to="client",
        needs=frozenset({"digits", "path"}),
        subject=_("Your way in at {studio}"),
        text=_(
            "[Sign in]({link})\n\nThe link works once and for ten minutes.\n\n"
            "If you did not ask for it, do nothing: nobody comes in without this mail."
        ),
        variables=(LINK,),
        values=_by_mail,
        is_secret=True,
    ),
    Mail(
        name="sign_in_code_or_link",
        title=_("Sign-in by a code or a link"),
        to="client",
        needs=frozenset({"digits", "path"}),
        subject=_("{code} lets you in at {studio}"),
        text=_(
            "Type these six digits where you asked for them:\n\n{code}\n\n"
            "Or press this button:\n\n[Sign in]({link})\n\n"
            "Either works once and for ten minutes.\n\n"
            "If you did not ask for it, do nothing: nobody comes in without this mail."
        ),
        variables=(CODE, LINK),
        values=_by_mail,
        is_secret=True,
    ),
    Mail(
        name="sign_in_as_member",
        title=_("Sign-in of the team"),
        to="team",
        needs=frozenset({"path"}),
        subject=_("Sign in with your password"),
        text=_(
            "You asked to sign in by mail. The team signs in with a password or a passkey:\n\n"
            "[Sign in]({link})\n\nIf you did not ask for it, do nothing."
        ),
        variables=(LINK,),
        values=_link,
    ),
    Mail(
        name="new_address",
        title=_("New e-mail address"),
        to="client",
        needs=frozenset({"path"}),
        subject=_("Confirm your new e-mail address"),
        text=_(
            "Confirm that this is your address from now on:\n\n[Confirm]({link})\n\n"
            "The link works once and for two hours. If you did not ask for it, do nothing."
        ),
        variables=(LINK,),
        values=_link,
    ),
    Mail(
        name="security_notice",
        title=_("News of one's own account"),
        to="client",
        needs=frozenset({"sentence", "device", "network", "at", "path"}),
        subject=_("About your account at {studio}"),
        text=_(
            "{what}\n\n{when}, {device}, {network}\n\n"
            "If that was you, do nothing. If not, choose a new password at once and look at where "
            "you are signed in:\n\n[Look at your account]({link})"
        ),
        variables=(
            Variable(
                name="what", title=_("What happened"), required=True,
                example=_("The password of your account was changed."),
            ),
            Variable(name="when", title=_("When it happened"), example=_("3 May 2030, 10:15")),
            Variable(name="device", title=_("The browser"), example=_("Firefox on Windows")),
            Variable(name="network", title=_("The network, coarsely"), example="192.0.2.0/24"),
            LINK,
        ),
        values=_notice,
    ),
)  # fmt: skip
