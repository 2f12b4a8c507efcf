"""What a member of the team may do in which library, as galleries ask it (``Sight``).

A row for the library replaces the row for every library; without either, nothing. The owner is
never limited. Into an archived library nothing is uploaded any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from modules.agency.permissions import SEE_GALLERIES
from modules.gallery.access import Right, Sight, Viewer
from modules.gallery.models.galleries import DEEPEST_LEVEL
from safelight.accounts.models import Member

EVERYTHING = frozenset(Right)

# Asked by every request of the team, so it is one statement: rights by home, and the galleries
# below the member's branches.
_ASKED = """
WITH RECURSIVE given AS (
    SELECT a.library_id, s.rights
    FROM agency_libraryaccess a JOIN agency_rightsset s ON s.id = a.rights_set_id
    WHERE a.member_id = %(member)s
), limits AS (
    SELECT id FROM agency_memberlimits WHERE member_id = %(member)s AND only_branches
), branch AS (
    SELECT b.gallery_id AS id, 0 AS level
    FROM agency_memberlimits_branches b JOIN limits ON limits.id = b.memberlimits_id
    UNION
    SELECT g.id, branch.level + 1
    FROM branch JOIN gallery_gallery g ON g.parent_id = branch.id
    WHERE branch.level < %(deepest)s
)
SELECT (SELECT json_agg(json_build_array(
            library.home_id, library.archived_at IS NOT NULL, COALESCE(own.rights, every.rights)))
        FROM agency_library library
        LEFT JOIN given own ON own.library_id = library.id
        LEFT JOIN given every ON every.library_id IS NULL),
       EXISTS (SELECT 1 FROM limits),
       ARRAY(SELECT DISTINCT id FROM branch)
"""


def of(member: Member) -> Sight | None:
    """What the member has before them; None where nothing limits them. One query, two without
    the role.
    """
    if member.role.is_owner:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, {"member": member.pk, "deepest": DEEPEST_LEVEL})
        libraries, is_limited, branches = cursor.fetchone()
    if not libraries and not is_limited:
        return None
    return Sight(
        person_id=member.person_id,
        galleries=frozenset(branches) if is_limited else None,
        homes=_homes(libraries or []),
    )


def viewer_of(member: Member, modules: frozenset[str]) -> Viewer:
    """The member as galleries know them, without a request."""
    return Viewer(is_team=SEE_GALLERIES in member.role.allows(modules), sight=of(member))


def _homes(libraries: list[Any]) -> Mapping[int, frozenset[Right]]:
    found = {}
    for home_id, is_archived, codes in libraries:
        rights = known(codes or []) - ({Right.UPLOAD} if is_archived else set())
        if rights:
            found[home_id] = rights
    return found


def known(codes: list[str]) -> frozenset[Right]:
    """The rights of these codes; what an earlier version called otherwise grants nothing."""
    return frozenset(right for right in Right if right.value in codes)


def may(sight: Sight | None, home_id: int, right: Right) -> bool:
    """``Sight.may``, where no sight means everything."""
    return sight is None or sight.may(home_id, right)


def in_home(sight: Sight | None, home_id: int) -> frozenset[Right]:
    return EVERYTHING if sight is None else sight.homes.get(home_id, frozenset())
