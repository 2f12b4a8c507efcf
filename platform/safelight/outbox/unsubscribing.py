"""Links by which a reader wants no more mails of a kind, without signing in (RFC 8058).

A link is signed for this studio: in another one it says nothing. It says no more than that mails
of a kind may be stopped, and started again, for one address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safelight.outbox import links
from tenants.context import current_studio
from tenants.models import Studio

# What can be unsubscribed from, in the words of the page that the link opens.
KINDS = {
    "reminders": _("Reminders: galleries that end soon, carts and choices that wait"),
    "news": _("News of the studio"),
}


class NoSuchLink(ValueError):  # noqa: N818 - reads as the reason
    """Nobody of this studio has made such a link."""


@dataclass(frozen=True)
class Reader:
    email: str
    what: str


def url(studio: Studio, *, email: str, what: str) -> str:
    """The absolute address for a mail to ``email``."""
    token = signing.dumps([email.strip().lower(), what], salt=_salt(studio))
    path = reverse("mails_site:unsubscribe", args=[token], urlconf=settings.ROOT_URLCONF)
    return links.absolute(links.site(studio), path)


def read(token: str) -> Reader:
    """Who holds the link, and for what. Raises ``NoSuchLink``."""
    try:
        email, what = signing.loads(token, salt=_salt(current_studio()))
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise NoSuchLink("The link was not made here.") from problem
    if what not in KINDS:
        raise NoSuchLink("Nothing of this kind can be unsubscribed from.")
    return Reader(email=email, what=what)


def _salt(studio: Studio) -> str:
    return f"mails.unsubscribe:{studio.uuid}"
