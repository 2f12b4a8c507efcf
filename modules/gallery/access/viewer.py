"""Who is looking, as far as rights go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db import connection
from django.http import HttpRequest

from modules.gallery import asking
from modules.gallery.access.sight import Sight
from safelight.accounts import visitors
from safelight.accounts.models import Client, Member
from safelight.kernel import gate
from tenants.context import current_studio

_KNOWN = """
SELECT ARRAY(SELECT clientgroup_id FROM accounts_clientgroup_clients
             WHERE client_id = %(client)s),
       (SELECT json_agg(json_build_array(authorization_id, generation))
        FROM gallery_unlock WHERE visitor_id = %(visitor)s)
"""


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Built once a request. ``unlocked`` holds (authorization id, password generation).

    ``sight``: what limits a member of the team; one who is no team here, since the role does not
    show galleries, reaches by it the homes in which they have a right.
    """

    client_id: int | None = None
    group_ids: frozenset[int] = frozenset()
    is_team: bool = False
    unlocked: frozenset[tuple[int, int]] = frozenset()
    sight: Sight | None = None


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request; at most one query, none for an unknown visitor."""
    if not hasattr(request, "_gallery_viewer"):
        request._gallery_viewer = _build(request)  # type: ignore[attr-defined]
    return cast(Viewer, request._gallery_viewer)  # type: ignore[attr-defined]


def sight_of_person(person_id: int | None) -> Sight | None:
    """The sight of somebody who is not asking now; who is no member any more sees no home."""
    member = Member.objects.select_related("role").filter(person=person_id).first()
    if member is None:
        return Sight(person_id=person_id or 0, galleries=frozenset(), homes={})
    return asking.sight_of(gate.enabled_modules(current_studio()), member=member)


def forget(request: HttpRequest) -> None:
    """Build the viewer anew: something was unlocked in this very request."""
    if hasattr(request, "_gallery_viewer"):
        del request._gallery_viewer


def _build(request: HttpRequest) -> Viewer:
    member: Member | None = request.member  # type: ignore[attr-defined]
    client: Client | None = request.client_row  # type: ignore[attr-defined]
    sight = None
    if member is not None:
        sight = asking.sight_of(request.modules, member=member)  # type: ignore[attr-defined]
        if "gallery.view" in request.allowed:  # type: ignore[attr-defined]
            return Viewer(is_team=True, sight=sight)
    visitor = visitors.current(request)
    if client is None and visitor is None:
        return Viewer(sight=sight)
    client_id = client.pk if client else None
    visitor_id = visitor.pk if visitor else None
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"client": client_id, "visitor": visitor_id})
        groups, unlocked = cursor.fetchone()
    return Viewer(
        client_id=client_id,
        group_ids=frozenset(groups),
        unlocked=frozenset((row_id, generation) for row_id, generation in unlocked or ()),
        sight=sight,
    )
