"""Somebody's own second factors, and taking them off a member who lost theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.accounts import actors
from safelight.accounts.models import TABLES, Member, Person, PersonPasskey, SignInRules
from safelight.accounts.services import notices, team
from safelight.audit import writing as audit
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal

APP = gettext_lazy("an authenticator app")


class LastFactor(Refusal):
    """The studio asks the team for a second factor, and this is the person's only one."""

    code = "last_factor"


class OwnFactors(Refusal):
    """Nobody takes their own factors off without proving them."""

    code = "own_factors"


def confirm_app(*, request: HttpRequest, person: Person, typed: str, at: datetime) -> list[str]:
    """Switch the app's codes on; returns recovery codes where there were none. See ``codes``."""
    with transaction.atomic():  # The factor, and who is told of it.
        made = codes.confirm(TABLES, person, typed, at=at)
        _said(request, person, is_on=True, name=str(APP), at=at)
    return made


def switch_app_off(*, request: HttpRequest, person: Person, at: datetime) -> None:
    """Raises ``LastFactor``."""
    with transaction.atomic():  # As above.
        if not codes.is_on(TABLES, person):
            return
        _refuse_last(person, others=person.passkeys.count())
        codes.switch_off(TABLES, person)
        _said(request, person, is_on=False, name=str(APP), at=at)


def add_passkey(
    *, request: HttpRequest, person: Person, answer: str, name: str, at: datetime
) -> list[str]:
    """Keep a passkey; returns recovery codes where there were none. See ``passkeys.make``."""
    with transaction.atomic():  # As above.
        made = passkeys.make(
            TABLES, person, request=request, answer=answer, name=name, at=at
        )  # fmt: skip
        _said(request, person, is_on=True, name=made.name, at=at)
        if codes.left(TABLES, person):
            return []
        return codes.make_recovery_codes(TABLES, person, at=at)


def remove_passkey(*, request: HttpRequest, passkey: PersonPasskey, at: datetime) -> None:
    """Raises ``LastFactor``."""
    person = passkey.holder
    with transaction.atomic():  # As above.
        others = person.passkeys.exclude(pk=passkey.pk).count()
        _refuse_last(person, others=others + codes.is_on(TABLES, person))
        passkey.delete()
        codes.tidy(TABLES, person)
        _said(request, person, is_on=False, name=passkey.name, at=at)


def reset(*, request: HttpRequest, member: Member, by: Member, at: datetime) -> None:
    """Take all factors off a member who lost their devices, end their sessions, and tell them."""
    if member.pk == by.pk:
        raise OwnFactors(_("Change your own second factors on the page of your account."))
    team.refuse_beyond(by, member.role)
    person = member.person
    with transaction.atomic():  # As above.
        codes.forget_all(TABLES, person)
        person.end_sessions()
        audit.note("people.factors_reset", subject=actors.subject(person))
        notices.tell(person=person, sentence=notices.FACTORS_RESET, request=request, at=at)


def change_rules(*, mail: str, team_needs_factor: bool) -> None:
    """How clients sign in by mail, and whether everybody on the team needs a second factor."""
    with transaction.atomic():  # The rules and what is said of them.
        before = SignInRules.here()
        SignInRules.objects.update_or_create(
            pk=1, defaults={"mail": mail, "team_needs_factor": team_needs_factor}
        )
        if before.mail != mail:
            audit.note("sign_in.mail_changed", details={"mail": str(SignInRules.Mail(mail).label)})
        if before.team_needs_factor != team_needs_factor:
            verb = "sign_in.factor_required" if team_needs_factor else "sign_in.factor_optional"
            audit.note(verb)


def _refuse_last(person: Person, *, others: int) -> None:
    is_member = Member.objects.filter(person=person).exists()
    if is_member and not others and SignInRules.here().team_needs_factor:
        raise LastFactor(_("Your studio asks for a second factor. Set another one up first."))


def _said(request: HttpRequest, person: Person, *, is_on: bool, name: str, at: datetime) -> None:
    verb = "people.factor_added" if is_on else "people.factor_removed"
    sentence = notices.FACTOR_ON if is_on else notices.FACTOR_OFF
    audit.note(verb, subject=actors.subject(person), details={"name": name})
    notices.tell(person=person, sentence=sentence, request=request, at=at, values={"name": name})
