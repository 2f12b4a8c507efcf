"""Signing in and out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY, authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import actors, devices, throttle, tracking, trust, visitors
from safelight.accounts.models import TABLES, Person, TryCount
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import notices
from safelight.audit import writing as audit
from safelight.factors import codes
from safelight.kernel.errors import Refusal
from safelight.web import languages

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = throttle.Limit("sign-in:account", 10, WINDOW)
PER_KNOWN_DEVICE = throttle.Limit("sign-in:device", 10, WINDOW)
PER_ADDRESS = throttle.Limit("sign-in:address", 50, WINDOW)
# Between the password and the second factor.
HALF = "half_signed_in"
HALF_LIFE = timedelta(minutes=10)


class NotSignedIn(Refusal):
    """The e-mail address or the password is wrong; which of them is not said."""

    code = "not_signed_in"
    status = 401


def sign_in(*, request: HttpRequest, email: str, password: str, at: datetime) -> Person:
    """Check the password, and begin a session or wait for the second factor (``is_waiting``).

    Raises ``NotSignedIn``, or ``throttle.TooManyTries`` before anything is checked.
    """
    guess = _guess(request, email)
    guess.count(at=at)
    person = authenticate(request, email=email, password=password)
    if not isinstance(person, Person):
        raise NotSignedIn(_("The e-mail address or the password is not right."))
    guess.was_right()
    enter(request=request, person=person, at=at)
    return person


def enter(*, request: HttpRequest, person: Person, at: datetime, is_first: bool = False) -> bool:
    """Let in somebody who gave one proof; False where a second one is asked for first.

    ``is_first``: they have just joined, so no mail tells them of a device that is new.
    """
    if codes.has_factor(TABLES, person) and not trust.is_trusted(request, person):
        _wait(request, person, at)
        return False
    begin_session(request=request, person=person, at=at, is_first=is_first)
    return True


def begin_session(
    *, request: HttpRequest, person: Person, at: datetime, is_first: bool = False
) -> None:
    """Sign the person in under a new session id, and give them what their browser kept.

    Whoever calls this has asked for every factor, or calls ``enter`` instead.
    """
    if SESSION_KEY in request.session:
        # Django keeps the id where the same person signs in again.
        tracking.ended(request)
        request.session.cycle_key()
    request.session.pop(HALF, None)
    login(request, person, backend="safelight.accounts.backends.StudioBackend")
    audit.become(actors.of(request, person))
    with transaction.atomic():  # The session's row, and the mail about it.
        person.last_login = at
        # What they chose as a visitor is theirs from now on, in their mails too.
        person.language = person.language or languages.chosen(request, languages.known())
        person.save(update_fields=["last_login", "language"])
        tracking.began(request, person, at=at)
        if not is_first:
            _tell_of_new_device(request, person, at)
    visitors.sign_in(request, person)


def end_session(*, request: HttpRequest) -> None:
    tracking.ended(request)
    logout(request)


def waiting(request: HttpRequest, *, at: datetime) -> Person | None:
    """Who has given their password in this session, and owes the second factor."""
    kept = request.session.get(HALF)
    if not kept or kept["until"] < at.timestamp():
        return None
    person: Person | None = Person.objects.filter(pk=kept["person"], disabled_at=None).first()
    # A password that was changed meanwhile, or sessions that were ended, end this one too.
    if person is None or person.get_session_auth_hash() != kept["hash"]:
        return None
    return person


def _wait(request: HttpRequest, person: Person, at: datetime) -> None:
    if SESSION_KEY in request.session:
        tracking.ended(request)
    # Nothing of whoever was here before, and no id that somebody else may know.
    request.session.flush()
    request.session[HALF] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "until": (at + HALF_LIFE).timestamp(),
    }


def _tell_of_new_device(request: HttpRequest, person: Person, at: datetime) -> None:
    """Members are told; a client opens their gallery wherever they happen to be."""
    if not hasattr(person, "member") or devices.is_known(request, person.email):
        return
    audit.note("people.signed_in_anew", subject=actors.subject(person))
    notices.tell(person=person, sentence=notices.NEW_DEVICE, request=request, at=at)


def _guess(request: HttpRequest, email: str) -> throttle.Guess:
    address = throttle.network_address(request)
    known = devices.is_known(request, email)
    limit = PER_KNOWN_DEVICE if known else PER_ACCOUNT
    return throttle.Guess(
        throttle.Counter(limit, normalise_email(email), TryCount),
        throttle.Counter(PER_ADDRESS, address, TryCount),
    )
