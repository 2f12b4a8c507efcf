"""The console's doors: one to look, one to change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def operators(view: View) -> View:
    """404 for everybody whom the console has not signed in."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "operator", None) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return door


def operators_who_change(view: View) -> View:
    """As ``operators``, and 403 for those who may only look."""

    @operators
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.operator.is_allowed_to_change:  # type: ignore[attr-defined]
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door
