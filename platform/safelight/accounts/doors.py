"""The workspace's door: a signed-in member whose role allows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """For anybody who is signed in; others sign in first and come back to this page."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        is_page = request.method in ("GET", "HEAD")
        here = request.get_full_path() if is_page else reverse("accounts:account")
        return redirect(f"{reverse('accounts:sign_in')}?next={quote(here)}")

    return never_cache(door)


def workspace(permission: str | None) -> Callable[[View], View]:
    """Wrap a view of the workspace; ``None`` asks for any member.

    Somebody who is not signed in goes to the sign-in page and comes back; a client or a member
    without the permission gets 403.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                here = quote(request.get_full_path())
                return redirect(f"{reverse('accounts:sign_in')}?next={here}")
            member, allowed = request.member, request.allowed  # type: ignore[attr-defined]
            if member is None or (permission is not None and permission not in allowed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        door.permission = permission  # type: ignore[attr-defined]
        return door

    return wrap


def owners(view: View) -> View:
    """Wrap a view of the workspace that the studio's owners alone may open; others get 403."""

    @workspace(None)
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.member.role.is_owner:  # type: ignore[attr-defined]
            raise PermissionDenied
        return view(request, *args, **kwargs)

    door.is_for_owners = True  # type: ignore[attr-defined]
    return door
