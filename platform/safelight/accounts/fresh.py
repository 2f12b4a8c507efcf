"""How long ago the person of this session proved who they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

KEY = "proved_at"
LIFE = timedelta(minutes=10)


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    proved = request.session.get(KEY, 0)
    return timedelta(0) <= timedelta(seconds=at.timestamp() - proved) <= LIFE


def proved(request: HttpRequest, *, at: datetime) -> None:
    request.session[KEY] = int(at.timestamp())
