"""Who is signed in on the console's host. Studios' people and sessions mean nothing here.

A session is half signed in after the password, and whole after the second factor; only a whole
one has an ``OperatorSession``. It ends after twelve hours, and after one in which nothing is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from safelight.console.models import Operator, OperatorSession

KEY = "operator_session"
HASH = "operator_hash"
HALF = "operator_half"
HALF_AT = "operator_half_at"

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=1)
HALF_LASTS = timedelta(minutes=10)
PROOF_LASTS = timedelta(minutes=10)
# Writing with every request would cost more than knowing it to the second is worth.
_SEEN_EVERY = timedelta(minutes=1)


def begin_half(request: HttpRequest, operator: Operator, *, at: datetime) -> None:
    """The password was right: a session of a new id that opens nothing but the second step."""
    request.session.flush()
    request.session[HALF] = operator.pk
    request.session[HASH] = operator.get_session_auth_hash()
    request.session[HALF_AT] = at.timestamp()
    rotate_token(request)


def half(request: HttpRequest, *, at: datetime) -> Operator | None:
    """Who has given their password, for ten minutes."""
    pk, begun = request.session.get(HALF), request.session.get(HALF_AT, 0)
    if pk is None or at.timestamp() - begun > HALF_LASTS.total_seconds():
        return None
    operator = Operator.objects.filter(pk=pk, disabled_at=None).first()
    return operator if operator is not None and _is_of(request, operator) else None


def begin(request: HttpRequest, operator: Operator, *, at: datetime) -> OperatorSession:
    """A whole session of a new id; what was in the old one is gone."""
    request.session.flush()
    row = OperatorSession.objects.create(operator=operator, begun_at=at, seen_at=at, proved_at=at)
    request.session[KEY] = row.public_id
    request.session[HASH] = operator.get_session_auth_hash()
    rotate_token(request)
    return row


def end(request: HttpRequest, *, at: datetime) -> None:
    row = getattr(request, "operator_session", None)
    if row is not None:
        row.end(at=at)
    request.session.flush()


def current(request: HttpRequest) -> OperatorSession | None:
    """The whole session of this request with its operator, unless it is over."""
    key = request.session.get(KEY)
    if key is None:
        return None
    rows = OperatorSession.objects.select_related("operator")
    row = rows.filter(public_id=key, ended_at=None).first()
    at = timezone.now()
    if row is None or not is_alive(row, at=at) or not _is_of(request, row.operator):
        return None
    if at - row.seen_at > IDLE:
        return None
    if at - row.seen_at > _SEEN_EVERY:
        row.seen_at = at
        row.save(update_fields=["seen_at"])
    return row


def is_alive(row: OperatorSession, *, at: datetime) -> bool:
    """Not ended, not of somebody who was disabled, and younger than twelve hours."""
    is_open = row.ended_at is None and row.operator.disabled_at is None
    return is_open and at - row.begun_at < LONGEST


def open_of(operator: Operator, *, at: datetime) -> QuerySet[OperatorSession]:
    """Where the operator is signed in: neither ended nor run out; the newest first."""
    rows = operator.sessions.filter(
        ended_at=None, begun_at__gt=at - LONGEST, seen_at__gte=at - IDLE
    )
    return rows.order_by("-pk")


def is_proven(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the operator has proved who they are in the last ten minutes."""
    row: OperatorSession = request.operator_session  # type: ignore[attr-defined]
    return at - row.proved_at <= PROOF_LASTS


def prove(request: HttpRequest, *, at: datetime) -> None:
    row: OperatorSession = request.operator_session  # type: ignore[attr-defined]
    row.proved_at = at
    row.save(update_fields=["proved_at"])


def _is_of(request: HttpRequest, operator: Operator) -> bool:
    kept = str(request.session.get(HASH, ""))
    return constant_time_compare(kept, operator.get_session_auth_hash())
