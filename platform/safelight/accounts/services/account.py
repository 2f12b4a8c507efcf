"""What people change about themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts.models import ApiToken, Member, Person
from safelight.kernel.errors import Refusal


class WrongPassword(Refusal):
    code = "wrong_password"


class NotAMember(Refusal):
    """Only the team has API tokens."""

    code = "not_a_member"
    status = 403


def change_details(*, person: Person, name: str, language: str) -> None:
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])


def change_password(*, request: HttpRequest, person: Person, old: str, new: str) -> None:
    """Set a new password; every other session of the person ends, this one goes on."""
    if not person.check_password(old):
        raise WrongPassword(
            _("That is not your password."), fields={"old": [_("That is not your password.")]}
        )
    person.change_password(new)
    update_session_auth_hash(request, person)


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
