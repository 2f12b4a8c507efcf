"""Links in mails: choosing a password with an invitation or a reset, and the way in after sign-up.

Looking at such a page uses nothing up; sending its form does, once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight import outbox
from safelight.accounts import actors, throttle
from safelight.accounts.models import OneTimeLink, Person, TryCount
from safelight.accounts.models.links import digest
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import notices, signing
from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal

Purpose = OneTimeLink.Purpose
HOUR = timedelta(hours=1)
PER_ACCOUNT = throttle.Limit("reset:account", 5, HOUR)
PER_ADDRESS = throttle.Limit("reset:address", 30, HOUR)


class LinkEnded(Refusal):
    """The link was used, cancelled, has expired or never was."""

    code = "link_ended"
    status = 410


class Ending(Enum):
    """Why a link does not work, as far as its holder may know."""

    USED = "used"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def why_ended(*, purpose: Purpose, secret: str, at: datetime) -> Ending:
    """The reason to show to whoever holds a link that does not work."""
    link = OneTimeLink.objects.filter(purpose=purpose, digest=digest(secret)).first()
    if link is None:
        return Ending.UNKNOWN
    if link.used_at:
        return Ending.USED
    return Ending.EXPIRED if link.expires_at <= at and not link.cancelled_at else Ending.CANCELLED


def ask_for_reset(*, request: HttpRequest, email: str, at: datetime) -> None:
    """Send a link to choose a new password, if the address is somebody's.

    The answer is the same whether it is. Raises ``throttle.TooManyTries``.
    """
    address = throttle.network_address(request)
    throttle.Counter(PER_ADDRESS, address, TryCount).count(at=at)
    throttle.Counter(PER_ACCOUNT, normalise_email(email), TryCount).count(at=at)
    person = Person.objects.filter(email=normalise_email(email), disabled_at=None).first()
    if person is None:
        return
    with transaction.atomic():  # Link and mail appear together.
        link, secret = OneTimeLink.issue(Purpose.RESET, person, at=at)
        outbox.post(
            key=f"password reset {link.pk}",
            to=person.email,
            to_name=person.name,
            template="password_reset",
            context={"person": person, "path": reverse("accounts:password_new", args=[secret])},
            language=person.language or None,
        )


def choose_password(
    *, request: HttpRequest, link: OneTimeLink, password: str, name: str = "", at: datetime
) -> Person:
    """Use the link up, set the password, end older sessions and begin a new one.

    A second factor is asked for all the same: ``signing.waiting`` says whether it is.
    """
    person, is_first = link.person, link.purpose == Purpose.INVITATION
    # Of two who send the form at once, one sets the password.
    with transaction.atomic():
        _use(link, at=at)
        if name:
            person.name = name
            person.save(update_fields=["name"])
        person.change_password(password)
        OneTimeLink.objects.filter(person=person, used_at=None, cancelled_at=None).update(
            cancelled_at=at
        )
        person.sessions.all().delete()
        if not is_first:
            audit.note("people.password_reset", subject=actors.subject(person))
            notices.tell(person=person, sentence=notices.PASSWORD, request=request, at=at)
    signing.enter(request=request, person=person, at=at, is_first=is_first)
    return person


def come_in(*, request: HttpRequest, link: OneTimeLink, at: datetime) -> Person:
    """Begin the first session of somebody who has just signed up on the platform's host."""
    _use(link, at=at)
    signing.enter(request=request, person=link.person, at=at, is_first=True)
    return link.person


def _use(link: OneTimeLink, *, at: datetime) -> None:
    if not link.use(at=at):
        raise LinkEnded(_("This link has been used already."))
