"""Who is signed in on the console's host. Studios' people and sessions mean nothing here."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare

from safelight.console.models import Operator

KEY = "operator"
HASH = "operator_hash"


def begin(request: HttpRequest, operator: Operator) -> None:
    """A session of a new id; what was in the old one is gone."""
    request.session.flush()
    request.session[KEY] = operator.pk
    request.session[HASH] = operator.get_session_auth_hash()
    rotate_token(request)


def end(request: HttpRequest) -> None:
    request.session.flush()


def current(request: HttpRequest) -> Operator | None:
    """The operator of this session, unless disabled or of another password since."""
    pk = request.session.get(KEY)
    if pk is None:
        return None
    operator = Operator.objects.filter(pk=pk, disabled_at=None).first()
    if operator is None:
        return None
    kept = str(request.session.get(HASH, ""))
    return operator if constant_time_compare(kept, operator.get_session_auth_hash()) else None
