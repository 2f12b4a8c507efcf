"""What people change about themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import throttle
from safelight.accounts.models import ApiToken, Member, Person, TryCount
from safelight.accounts.services.signing import PER_ADDRESS, WINDOW
from safelight.kernel.errors import Refusal

PER_PERSON = throttle.Limit("password:person", 10, WINDOW)


class WrongPassword(Refusal):
    code = "wrong_password"


class NotAMember(Refusal):
    """Only the team has API tokens."""

    code = "not_a_member"
    status = 403


def change_details(*, person: Person, name: str, language: str) -> None:
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])


def change_password(
    *, request: HttpRequest, person: Person, old: str, new: str, at: datetime
) -> None:
    """Set a new password; every other session of the person ends, this one goes on.

    Whoever found a session open must not learn the password by trying: raises ``WrongPassword``,
    or ``throttle.TooManyTries`` before anything is checked.
    """
    guess = _guess(request, person)
    guess.count(at=at)
    if not person.check_password(old):
        raise WrongPassword(
            _("That is not your password."), fields={"old": [_("That is not your password.")]}
        )
    guess.was_right()
    person.change_password(new)
    update_session_auth_hash(request, person)


def _guess(request: HttpRequest, person: Person) -> throttle.Guess:
    address = throttle.network_address(request)
    return throttle.Guess(
        throttle.Counter(PER_PERSON, str(person.pk), TryCount),
        throttle.Counter(PER_ADDRESS, address, TryCount),
    )


def sign_out_everywhere(*, request: HttpRequest, person: Person) -> None:
    """End every other session of the person; this one goes on under a new id."""
    person.end_sessions()
    update_session_auth_hash(request, person)


def make_token(*, member: Member | None, name: str) -> tuple[ApiToken, str]:
    """A token and its secret, which nobody can read again."""
    if member is None:
        raise NotAMember(_("Only members of the team have API tokens."))
    return ApiToken.issue(member.person, name=name.strip())


def revoke_token(*, token: ApiToken, at: datetime) -> None:
    token.revoke(at=at)
