"""The second step of signing in, and proving oneself once more.

Tries are counted like passwords: per person and per address, before anything is checked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import fresh, throttle
from safelight.accounts.models import TABLES, Person, TryCount
from safelight.accounts.services import signing
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal

PER_PERSON = throttle.Limit("proof:person", 10, timedelta(minutes=15))


class NotYou(Refusal):
    """The password is not this person's."""

    code = "proof_refused"


class WaitedTooLong(Refusal):
    """Nobody waits for a second step in this session: the ten minutes are over, or it was done."""

    code = "waited_too_long"
    status = 410


def second_by_code(*, request: HttpRequest, typed: str, at: datetime) -> Person:
    """Raises ``WaitedTooLong``, ``codes.WrongCode``, ``throttle.TooManyTries``."""
    person = _waiting(request, at)
    _check_code(request, person, typed, at)
    signing.begin_session(request=request, person=person, at=at)
    return person


def second_by_passkey(*, request: HttpRequest, answer: str, at: datetime) -> Person:
    """Raises ``WaitedTooLong``, ``passkeys.NotProved``, ``throttle.TooManyTries``."""
    person = _waiting(request, at)
    _check_passkey(request, person, answer, at)
    signing.begin_session(request=request, person=person, at=at)
    return person


def sign_in_by_passkey(*, request: HttpRequest, answer: str, at: datetime) -> Person:
    """Without a password: the device has checked who holds it, which is two factors in one.

    Raises ``passkeys.NotProved``, ``throttle.TooManyTries``.
    """
    address = throttle.network_address(request)
    counter = throttle.Counter(signing.PER_ADDRESS, address, TryCount)
    counter.count(at=at)
    passkey = passkeys.use(TABLES, None, request=request, answer=answer, at=at)
    person: Person = passkey.holder  # type: ignore[attr-defined]
    if not person.is_active:
        raise passkeys.NotProved(_("The passkey did not work. Try it again, or take another way."))
    counter.take_back()
    signing.begin_session(request=request, person=person, at=at)
    return person


def again_by_password(*, request: HttpRequest, person: Person, typed: str, at: datetime) -> None:
    """Only for whoever has no second factor. Raises ``NotYou``, ``throttle.TooManyTries``."""
    guess = _guess(request, person)
    guess.count(at=at)
    if codes.has_factor(TABLES, person) or not person.check_password(typed):
        sentence = _("That is not your password.")
        raise NotYou(sentence, fields={"password": [sentence]})
    guess.was_right()
    fresh.proved(request, at=at)


def again_by_code(*, request: HttpRequest, person: Person, typed: str, at: datetime) -> None:
    """Raises ``codes.WrongCode``, ``throttle.TooManyTries``."""
    _check_code(request, person, typed, at)
    fresh.proved(request, at=at)


def again_by_passkey(*, request: HttpRequest, person: Person, answer: str, at: datetime) -> None:
    """Raises ``passkeys.NotProved``, ``throttle.TooManyTries``."""
    _check_passkey(request, person, answer, at)
    fresh.proved(request, at=at)


def _waiting(request: HttpRequest, at: datetime) -> Person:
    person = signing.waiting(request, at=at)
    if person is None:
        raise WaitedTooLong(_("That took too long. Sign in once more."))
    return person


def _check_code(request: HttpRequest, person: Person, typed: str, at: datetime) -> None:
    guess = _guess(request, person)
    guess.count(at=at)
    codes.verify(TABLES, person, typed, at=at)
    guess.was_right()


def _check_passkey(request: HttpRequest, person: Person, answer: str, at: datetime) -> None:
    guess = _guess(request, person)
    guess.count(at=at)
    passkeys.use(TABLES, person, request=request, answer=answer, at=at)
    guess.was_right()


def _guess(request: HttpRequest, person: Person) -> throttle.Guess:
    address = throttle.network_address(request)
    return throttle.Guess(
        throttle.Counter(PER_PERSON, str(person.pk), TryCount),
        throttle.Counter(signing.PER_ADDRESS, address, TryCount),
    )
