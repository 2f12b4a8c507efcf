"""Loading a gallery for an API caller: through what they may enter, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from modules.gallery import access, selectors
from modules.gallery.access import Door
from modules.gallery.models import Gallery, Photo
from modules.gallery.presenting.eyes import Eye
from modules.gallery.site.doors import eye_of
from safelight.accounts import visitors
from safelight.accounts.models import Visitor
from safelight.api.views import StudioAPIView, WorkspaceAPIView
from safelight.kernel.errors import Refusal
from safelight.site import brands


def gallery_of_team(request: Request, public_id: str) -> Gallery:
    """The gallery, as far as this member may see it, else 404."""
    reached = selectors.reachable(access.viewer_of(request._request), public_id)
    if reached is None:
        raise Http404
    return reached[0]


def gallery_to_fill(request: Request, public_id: str) -> Gallery:
    """A gallery to which this member may upload: by the role, or a home by the right in it."""
    asked = request._request
    viewer, allowed = access.viewer_of(asked), asked.allowed  # type: ignore[attr-defined]
    reached = selectors.reachable(viewer, public_id)
    if not access.may_fill(viewer, allowed, reached[0] if reached else None):
        raise PermissionDenied
    if reached is None:
        raise Http404
    return reached[0]


class FillingView(WorkspaceAPIView):
    """For members: ``permissions`` is what the role needs for galleries; a home asks for the right
    in it, whatever the role (``gallery_to_fill``).
    """

    def check_permissions(self, request: Request) -> None:
        if not request._request.user.is_authenticated:
            raise NotAuthenticated
        if request._request.member is None:  # type: ignore[attr-defined]
            raise PermissionDenied


class GalleryIsLocked(Refusal):
    code = "gallery_locked"
    status = 403


class GalleryView(StudioAPIView):
    """``self.eye``: the gallery of the address and what the caller may do there."""

    eye: Eye

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        asked = request._request
        found = access.doorstep(access.viewer_of(asked), kwargs["gallery"])
        if found is not None and found.grant.door in {Door.PASSWORD, Door.CODE}:
            raise GalleryIsLocked(_("This gallery is protected. Open it with its password first."))
        if found is None or not found.grant.enter or found.gallery.only_keeps_files:
            raise Http404
        brands.dress(asked, found.gallery.worn_brand_id)
        self.eye = eye_of(asked, found)

    def photo(self, public_id: str) -> Photo:
        found = selectors.photo_in(self.eye.gallery, self.eye.grant.sight, public_id)
        if found is None:
            raise Http404
        return found

    def visitor(self) -> Visitor:
        """The caller as a visitor, made now if need be."""
        return visitors.ensure(self.request._request)

    @property
    def face(self) -> str:
        """The name that clients read: of the gallery's brand, or of the studio."""
        return brands.speaker(self.request._request)

    @property
    def is_team(self) -> bool:
        return self.eye.grant.via == "team"
