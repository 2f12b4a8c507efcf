"""What views of libraries share: members only, and what is before each of them."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404
from rest_framework import exceptions
from rest_framework.request import Request

from modules.agency import selectors
from modules.agency.models import Library
from modules.gallery import facade as gallery
from modules.gallery.access import Sight, Viewer
from safelight.accounts.models import Member
from safelight.api.views import StudioAPIView


class MemberView(StudioAPIView):
    """For anybody of the team; what they get is decided by the rows of libraries."""

    def check_permissions(self, request: Request) -> None:
        asked = request._request
        if not asked.user.is_authenticated:
            raise exceptions.NotAuthenticated
        if asked.member is None:  # type: ignore[attr-defined]
            raise exceptions.PermissionDenied

    @property
    def member(self) -> Member:
        return cast(Member, self.request._request.member)  # type: ignore[attr-defined]

    @property
    def viewer(self) -> Viewer:
        return gallery.viewer_of(self.request._request)

    @property
    def sight(self) -> Sight | None:
        return self.viewer.sight

    def library(self, public_id: str) -> Library:
        found = selectors.library(self.sight, public_id)
        if found is None:
            raise Http404
        return found

    def files(self, library: Library, public_ids: list[str]) -> list[Any]:
        """Those of the library that are before the caller; 404 where one is not."""
        seen = selectors.files(self.sight, [library.home_id])
        found = list(seen.filter(public_id__in=public_ids))
        if len(found) != len(set(public_ids)) or not found:
            raise Http404
        return found
