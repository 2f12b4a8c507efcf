"""Signing in and out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY, authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import devices, throttle, visitors
from safelight.accounts.models import Person, TryCount
from safelight.accounts.models.people import normalise_email
from safelight.kernel.errors import Refusal

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = throttle.Limit("sign-in:account", 10, WINDOW)
PER_KNOWN_DEVICE = throttle.Limit("sign-in:device", 10, WINDOW)
PER_ADDRESS = throttle.Limit("sign-in:address", 50, WINDOW)


class NotSignedIn(Refusal):
    """The e-mail address or the password is wrong; which of them is not said."""

    code = "not_signed_in"
    status = 401


def sign_in(*, request: HttpRequest, email: str, password: str, at: datetime) -> Person:
    """Check the password and begin a session.

    Raises ``NotSignedIn``, or ``throttle.TooManyTries`` before anything is checked.
    """
    guess = _guess(request, email)
    guess.count(at=at)
    person = authenticate(request, email=email, password=password)
    if not isinstance(person, Person):
        raise NotSignedIn(_("The e-mail address or the password is not right."))
    guess.was_right()
    begin_session(request=request, person=person, at=at)
    return person


def begin_session(*, request: HttpRequest, person: Person, at: datetime) -> None:
    """Sign the person in under a new session id, and give them what their browser kept."""
    if SESSION_KEY in request.session:
        # Django keeps the id where the same person signs in again.
        request.session.cycle_key()
    login(request, person, backend="safelight.accounts.backends.StudioBackend")
    person.last_login = at
    person.save(update_fields=["last_login"])
    visitors.sign_in(request, person)


def _guess(request: HttpRequest, email: str) -> throttle.Guess:
    address = throttle.network_address(request)
    known = devices.is_known(request, email)
    limit = PER_KNOWN_DEVICE if known else PER_ACCOUNT
    return throttle.Guess(
        throttle.Counter(limit, normalise_email(email), TryCount),
        throttle.Counter(PER_ADDRESS, address, TryCount),
    )
