"""What the pages of libraries share: whose sight it is, heads, tabs, saying what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.agency import selectors
from modules.agency.models import Library
from modules.agency.services import rights
from modules.gallery import facade as gallery
from modules.gallery.access import Right, Sight, Viewer
from safelight.accounts.doors import workspace
from safelight.accounts.models import Member
from safelight.web.saying import saying as saying

View = Callable[..., HttpResponseBase]
Json = dict[str, Any]


def owners(view: View) -> View:
    """For owners alone: whoever else is of the team gets 403."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not member(request).role.is_owner:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return workspace(None)(door)


def member(request: HttpRequest) -> Member:
    """Who asks; the workspace's door has seen to it."""
    return cast(Member, request.member)  # type: ignore[attr-defined]


def allowed(request: HttpRequest) -> frozenset[str]:
    return cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]


def viewer(request: HttpRequest) -> Viewer:
    return gallery.viewer_of(request)


def sight(request: HttpRequest) -> Sight | None:
    """What the member has before them; None for an owner."""
    return viewer(request).sight


def library_or_404(request: HttpRequest, public_id: str) -> Library:
    found = selectors.library(sight(request), public_id)
    if found is None:
        raise Http404
    return found


def tabs(request: HttpRequest) -> list[Json]:
    """Of the pages about all libraries, as far as this member has something there."""
    every = [("libraries", _("Libraries"), True), ("review", _("Review"), reviews(request))]
    manages = "team.manage" in allowed(request)
    every += [
        ("access", _("Access"), manages),
        ("sets", _("Sets of rights"), manages),
        ("tester", _("Permission tester"), manages),
    ]
    return [
        {"title": title, "url": url, "current": url == request.path, "count": None}
        for name, title, is_shown in every
        if is_shown and (url := reverse(f"agency_workspace:{name}"))
    ]


def reviews(request: HttpRequest) -> bool:
    seen = sight(request)
    return seen is None or any(Right.REVIEW in given for given in seen.homes.values())


def may(request: HttpRequest, library: Library) -> dict[str, bool]:
    """What the member may do there, by the names of rights, for templates."""
    given = rights.in_home(sight(request), library.home_id)
    return {right.value: right in given for right in Right}


def modules(request: HttpRequest) -> frozenset[str]:
    return cast("frozenset[str]", request.modules)  # type: ignore[attr-defined]
