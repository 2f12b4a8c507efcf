"""The mailbox's door: operators only, and never in production."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def operators_only(view: View) -> View:
    """Answer 404 to everybody whom the console has not signed in (``request.operator``)."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.ENVIRONMENT == "production" or not getattr(request, "operator", None):
            raise Http404
        return view(request, *args, **kwargs)

    return door
