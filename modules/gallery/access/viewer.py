"""Who is looking, as far as rights go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db import connection
from django.http import HttpRequest

from safelight.accounts import visitors
from safelight.accounts.models import Client, Member

_KNOWN = """
SELECT ARRAY(SELECT clientgroup_id FROM accounts_clientgroup_clients
             WHERE client_id = %(client)s),
       (SELECT json_agg(json_build_array(authorization_id, generation))
        FROM gallery_unlock WHERE visitor_id = %(visitor)s)
"""


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Built once a request. ``unlocked`` holds (authorization id, password generation)."""

    client_id: int | None = None
    group_ids: frozenset[int] = frozenset()
    is_team: bool = False
    unlocked: frozenset[tuple[int, int]] = frozenset()


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request; at most one query, none for an unknown visitor."""
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
    if client is None and visitor is None:
        return Viewer()
    client_id = client.pk if client else None
    visitor_id = visitor.pk if visitor else None
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"client": client_id, "visitor": visitor_id})
        groups, unlocked = cursor.fetchone()
    return Viewer(
        client_id=client_id,
        group_ids=frozenset(groups),
        unlocked=frozenset((row_id, generation) for row_id, generation in unlocked or ()),
    )
