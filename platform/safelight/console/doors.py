"""The console's doors: one to look, and one for each kind of act."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safelight.console import roles, session

View = Callable[..., HttpResponseBase]


def operators(view: View) -> View:
    """404 for everybody whom the console has not signed in."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "operator", None) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return door


def may(act: str, *, proven: bool = False) -> Callable[[View], View]:
    """As ``operators``, and 403 for those whose role does not allow ``act``.

    ``proven``: whoever has not shown their second factor in the last ten minutes is asked for it,
    and comes back to the page that they were on.
    """
    if act not in roles.ACTS:
        raise LookupError(act)

    def wrap(view: View) -> View:
        inside = with_fresh_proof(view) if proven else view

        @operators
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not roles.may(request.operator, act):  # type: ignore[attr-defined]
                raise PermissionDenied
            return inside(request, *args, **kwargs)

        door.act = act  # type: ignore[attr-defined]
        return door

    return wrap


def with_fresh_proof(view: View) -> View:
    """Asks an operator for the second factor where the last proof is ten minutes old."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not session.is_proven(request, at=timezone.now()):
            return redirect(f"{reverse('console:prove')}?next={quote(_here(request))}")
        return view(request, *args, **kwargs)

    return door


def _here(request: HttpRequest) -> str:
    """The page to come back to: what was posted is typed anew there."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path
    return reverse("console:studios")
