"""Acting as a member of a studio: asked for in the console, entered on the studio's host.

Between both hosts goes a signed token for one minute and one use, bound to the studio's host, and
to the browser by its name and network address: cookies of one host mean nothing to the other.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.accounts import throttle
from safelight.accounts.models import Member, Person
from safelight.audit import writing as audit
from safelight.console import roles, session
from safelight.console.models import Acting, Operator, OperatorEntry, OperatorSession
from safelight.console.services import doorkeeping, noting, owners
from safelight.kernel.errors import Refusal
from tenants.context import public_context, tenant_context
from tenants.models import Studio

Verb = OperatorEntry.Verb
ACT = "studios.act_as"
LONGEST_MINUTES = 60
TOKEN_LASTS = timedelta(seconds=60)


class CannotAct(Refusal):
    """Nobody acts as this person, or not now."""

    code = "cannot_act"
    status = 422


class NotHandedOver(Refusal):
    """The token is of another host or browser, over, used before, or none."""

    code = "not_handed_over"
    status = 403


@dataclass(frozen=True)
class HandOver:
    """What the operator's browser brings to the studio's host."""

    acting: Acting
    token: str


def people(studio: Studio) -> list[Person]:
    """Members as whom somebody may act, by name: no operator is one of them."""
    if studio.state not in Studio.WORKS_IN:
        return []  # Its tables may be gone already.
    with tenant_context(studio):
        members = Member.objects.select_related("person", "role").filter(person__disabled_at=None)
        found = [member.person for member in members.order_by("person__name", "pk")]
    return [person for person in found if not _is_operator(person)]


def begin(
    *, studio: Studio, person_id: str, reason: str, minutes: int, request: HttpRequest,
    at: datetime,
) -> HandOver:  # fmt: skip
    """Ask to act as a member. Raises ``CannotAct``.

    ``request`` is the operator's: its session, browser and network address are what counts later.
    """
    row: OperatorSession = request.operator_session  # type: ignore[attr-defined]
    person = _person(studio, person_id)
    _refuse_unless_open(studio, row.operator, at)
    if not reason.strip():
        raise CannotAct(_("Write down why."), fields={"reason": [_("Write down why.")]})
    if not 1 <= minutes <= LONGEST_MINUTES:
        sentence = _("Choose a time of at most an hour.")
        raise CannotAct(sentence, fields={"minutes": [sentence]})
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():  # What was asked for and that it was asked for appear together.
        acting = Acting.objects.create(
            operator=row.operator, session=row, studio=studio, person_id=person.public_id,
            person_name=str(person), reason=reason.strip(), minutes=minutes,
            token_digest=_digest(secret), token_until=at + TOKEN_LASTS,
            browser_digest=browser_of(request),
        )  # fmt: skip
        noting.note(
            row.operator, Verb.ACT_AS, studio=studio, subject=str(person), reason=reason
        )  # fmt: skip
    token = signing.dumps([acting.public_id, secret], salt=_salt(studio.address_host()))
    return HandOver(acting, token)


def enter(*, request: HttpRequest, host: str, token: str, at: datetime) -> tuple[Acting, Person]:
    """Take the token on the studio's host, once. Raises ``NotHandedOver``.

    Whoever is told of it, and the log, are the studio's owners'.
    """
    studio: Studio = request.studio  # type: ignore[attr-defined]
    acting = _of_token(studio, host, token)
    person = Person.objects.filter(public_id=acting.person_id, disabled_at=None).first()
    is_bound = secrets.compare_digest(acting.browser_digest, browser_of(request))
    if person is None or not is_bound or not session.is_alive(acting.session, at=at):
        raise _no()
    until = _until(acting, studio, at)
    with transaction.atomic():  # Begun, in the log, and told, or none of it.
        # Two tokens may have been asked for; one operator is one person at a time.
        Operator.objects.select_for_update().get(pk=acting.operator_id)
        if _is_acting(acting.operator, at):
            raise _no()
        unused = Acting.objects.filter(
            pk=acting.pk, begun_at=None, ended_at=None, token_until__gt=at
        )
        if not unused.update(begun_at=at, until=until):
            raise _no()
        acting.begun_at, acting.until = at, until
        _tell(acting, studio)
    return acting, person


def _until(acting: Acting, studio: Studio, at: datetime) -> datetime:
    """When it ends: no later than the door closes. Raises ``NotHandedOver`` where it is closed."""
    door, asked = doorkeeping.of(studio), at + timedelta(minutes=acting.minutes)
    if not door.lets_in(at=at):
        raise _no()
    return min(asked, door.open_until) if door.is_closed and door.open_until else asked


def stop(*, acting: Acting, at: datetime) -> None:
    """End it before its time, or note that its time is over; once."""
    with transaction.atomic(), audit.acting(actor_of(acting)):  # As above.
        if acting.end(at=at):
            audit.note("acting.ended", subject=_subject(acting))
            noting.note(
                acting.operator, Verb.STOP_ACTING, studio=acting.studio, subject=acting.person_name
            )


def current(*, key: str, studio: Studio, at: datetime) -> Acting | None:
    """The acting of this session in this studio, unless it is over."""
    rows = Acting.objects.select_related("operator", "session__operator", "studio")
    found = rows.filter(public_id=key, studio=studio).first()
    if found is None or found.until is None or found.ended_at is not None:
        return None
    is_theirs = session.is_alive(found.session, at=at) and roles.may(found.operator, ACT)
    if at >= found.until or not is_theirs:
        stop(acting=found, at=at)
        return None
    return found


def actor_of(acting: Acting) -> audit.Actor:
    """The operator alone: what they do before and after they are the member."""
    return audit.Actor(
        operator_email=acting.operator.email, operator_name=acting.operator.name,
        network_address=noting.address.get(),
    )  # fmt: skip


def browser_of(request: HttpRequest) -> str:
    """A digest of what a browser tells of itself on every host alike."""
    agent = request.headers.get("User-Agent", "")
    return _digest(f"{agent}\n{throttle.remote_address(request) or ''}")


def _tell(acting: Acting, studio: Studio) -> None:
    with audit.acting(actor_of(acting)):
        audit.note("acting.begun", subject=_subject(acting), details={"reason": acting.reason})
    owners.tell(
        studio=studio, key=f"console acted {acting.public_id}", template="console_acted",
        context={
            "operator": acting.operator.name, "person": acting.person_name,
            "minutes": acting.minutes, "reason": acting.reason,
            "path": "/studio/settings/activity/",
        },
    )  # fmt: skip


def _refuse_unless_open(studio: Studio, operator: Operator, at: datetime) -> None:
    if studio.state != Studio.State.READY:
        raise CannotAct(_("Nobody works in a studio that is closed."))
    if not doorkeeping.of(studio).lets_in(at=at):
        raise CannotAct(_("The studio is closed to support. Ask its owners first."))
    if _is_acting(operator, at):
        raise CannotAct(_("You act as somebody already. Stop that first."))


def _is_acting(operator: Operator, at: datetime) -> bool:
    return Acting.objects.filter(operator=operator, ended_at=None, until__gt=at).exists()


def _person(studio: Studio, person_id: str) -> Person:
    for person in people(studio):
        if person.public_id == person_id:
            return person
    raise CannotAct(_("Choose a member of the team."))


def _is_operator(person: Person) -> bool:
    with public_context():
        return Operator.objects.filter(email=person.email).exists()


def _of_token(studio: Studio, host: str, token: str) -> Acting:
    try:
        key, secret = signing.loads(token, salt=_salt(host), max_age=TOKEN_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        raise _no() from None
    rows = Acting.objects.select_related("operator", "session__operator", "studio")
    found = rows.filter(public_id=key, token_digest=_digest(secret), studio=studio).first()
    if found is None:
        raise _no()
    return found


def _subject(acting: Acting) -> tuple[str, str, str]:
    return "person", acting.person_id, acting.person_name


def _salt(host: str) -> str:
    return f"console.acting:{host}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _no() -> NotHandedOver:
    return NotHandedOver(_("This way in is over. Begin anew in the console."))
