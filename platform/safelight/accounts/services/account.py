"""What people change about themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import actors, throttle, tracking
from safelight.accounts.models import ApiToken, Member, Person, PersonSession, TryCount
from safelight.accounts.services import notices
from safelight.accounts.services.signing import PER_ADDRESS, WINDOW
from safelight.audit import writing as audit
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


def change_language(*, person: Person, language: str) -> None:
    """The language of the person's pages and mails; "" is the studio's."""
    person.language = language
    person.save(update_fields=["language"])


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
    with transaction.atomic():  # The password, and who is told of it.
        person.change_password(new)
        audit.note("people.password_changed", subject=actors.subject(person))
        notices.tell(person=person, sentence=notices.PASSWORD, request=request, at=at)
    _go_on_alone(request, person, at)


def _guess(request: HttpRequest, person: Person) -> throttle.Guess:
    address = throttle.network_address(request)
    return throttle.Guess(
        throttle.Counter(PER_PERSON, str(person.pk), TryCount),
        throttle.Counter(PER_ADDRESS, address, TryCount),
    )


def sign_out_everywhere(*, request: HttpRequest, person: Person, at: datetime) -> None:
    """End every other session of the person; this one goes on under a new id."""
    person.end_sessions()
    _go_on_alone(request, person, at)


def end_session(*, session: PersonSession, by: Person) -> None:
    """Sign one browser out; where it is somebody else's, the studio's log says so."""
    with transaction.atomic():  # The session and what is said of it.
        if session.person_id != by.pk:
            audit.note("people.session_ended", subject=actors.subject(session.person))
        tracking.end(session)


def make_token(*, member: Member | None, name: str) -> tuple[ApiToken, str]:
    """A token and its secret, which nobody can read again."""
    if member is None:
        raise NotAMember(_("Only members of the team have API tokens."))
    with transaction.atomic():  # The token and what is said of it.
        token, secret = ApiToken.issue(member.person, name=name.strip())
        audit.note("tokens.made", subject=("token", token.public_id, token.name))
    return token, secret


def revoke_token(*, token: ApiToken, at: datetime) -> None:
    with transaction.atomic():  # As above.
        token.revoke(at=at)
        audit.note("tokens.revoked", subject=("token", token.public_id, token.name))


def _go_on_alone(request: HttpRequest, person: Person, at: datetime) -> None:
    """This session stays, under a new id; the rows of all others go."""
    before = request.session.session_key
    update_session_auth_hash(request, person)
    person.sessions.exclude(key=before).delete()
    tracking.moved(request, person, before=before, at=at)
