"""Who is looking, as far as rights go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from modules.gallery.models import Unlock
from safelight.accounts import visitors
from safelight.accounts.models import Client, Member


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Built once a request. ``unlocked`` holds (authorization id, password generation)."""

    client_id: int | None = None
    group_ids: frozenset[int] = frozenset()
    is_team: bool = False
    unlocked: frozenset[tuple[int, int]] = frozenset()


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request; at most two queries, none for an unknown visitor."""
    if not hasattr(request, "_gallery_viewer"):
        request._gallery_viewer = _build(request)  # type: ignore[attr-defined]
    return cast(Viewer, request._gallery_viewer)  # type: ignore[attr-defined]


def forget(request: HttpRequest) -> None:
    """Build the viewer anew: something was unlocked in this very request."""
    if hasattr(request, "_gallery_viewer"):
        del request._gallery_viewer


def _build(request: HttpRequest) -> Viewer:
    member: Member | None = request.member  # type: ignore[attr-defined]
    client: Client | None = request.client_row  # type: ignore[attr-defined]
    if member is not None and "gallery.view" in request.allowed:  # type: ignore[attr-defined]
        return Viewer(is_team=True)
    visitor = visitors.current(request)
    unlocks = Unlock.objects.filter(visitor=visitor) if visitor else Unlock.objects.none()
    return Viewer(
        client_id=client.pk if client else None,
        group_ids=frozenset(client.groups.values_list("pk", flat=True)) if client else frozenset(),
        unlocked=frozenset(unlocks.values_list("authorization_id", "generation")),
    )
