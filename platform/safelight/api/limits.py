"""How often may be asked: writes of strangers, and reads of everybody.

Raises ``throttle.TooManyTries``, which the API answers in its one error shape with 429.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from safelight.accounts import throttle
from safelight.accounts.models import ApiToken, TryCount

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A family that picks photos behind one address stays far below it.
STRANGERS = throttle.Limit("api:stranger", 1500, timedelta(minutes=10))
A_MINUTE = timedelta(minutes=1)


def slow_strangers_down(request: HttpRequest) -> None:
    """Somebody without an account leaves rows behind with every write: not without end."""
    if request.method not in SAFE and not request.user.is_authenticated:
        address = throttle.network_address(request)
        throttle.Counter(STRANGERS, address, TryCount).count(at=timezone.now())


def slow_readers_down(request: HttpRequest, token: ApiToken | None) -> None:
    """Each token, each person who is signed in and each strange address has a count of its own.

    ``API_READS_PER_MINUTE`` says how many; 0 is no limit.
    """
    most: int = settings.API_READS_PER_MINUTE
    if most and request.method in SAFE:
        limit = throttle.Limit("api:read", most, A_MINUTE)
        subject = _reader(request, token)
        throttle.Counter(limit, subject, TryCount).count(at=timezone.now())


def _reader(request: HttpRequest, token: ApiToken | None) -> str:
    if token is not None:
        return f"token {token.pk}"
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"address {throttle.network_address(request)}"
