"""The decision itself, for many galleries at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from modules.gallery.access.grants import CLOSED, OVER, Door, Grant, Originals, join
from modules.gallery.access.viewer import Viewer
from modules.gallery.models import Authorization, Gallery
from modules.gallery.models.galleries import DEEPEST_LEVEL

TEAM = Grant(
    enter=True, order=True, lowres=True, originals=Originals.ALL, via="team", door=Door.OPEN
)

# Walks up from each gallery to the one whose table decides, and on to the top to learn whether
# any level is a draft, or has closed.
_LINEAGE = """
WITH RECURSIVE up AS (
    SELECT id AS start, id, parent_id, own_authorizations, published_at, closes_at, 0 AS level
    FROM gallery_gallery WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT up.start, g.id, g.parent_id, g.own_authorizations, g.published_at, g.closes_at,
           up.level + 1
    FROM up JOIN gallery_gallery g ON g.id = up.parent_id WHERE up.level < %(deepest)s
)
SELECT start,
       (array_agg(id ORDER BY level) FILTER (WHERE own_authorizations))[1],
       bool_and(published_at IS NOT NULL),
       bool_or(closes_at <= statement_timestamp()) IS TRUE
FROM up GROUP BY start
"""


# Asked by every request of every client: a fifth of the time that models would take.
ROW = """id, client_id, group_id, enter, "order", lowres, originals, password <> '',
       password_generation, code <> '',
       ARRAY(SELECT deliveryformat_id FROM gallery_authorization_formats
             WHERE authorization_id = gallery_authorization.id)"""
_TABLES = f"""
SELECT gallery_id, {ROW}
FROM gallery_authorization WHERE gallery_id = ANY(%(ids)s) ORDER BY id
"""  # noqa: S608 - names of columns alone


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, as far as the decision goes."""

    pk: int
    client_id: int | None
    group_id: int | None
    enter: bool
    order: bool
    lowres: bool
    originals: str
    has_password: bool
    password_generation: int
    has_code: bool
    format_ids: list[int]

    @property
    def is_anybody(self) -> bool:
        return self.client_id is None and self.group_id is None and not self.has_code


@dataclass(frozen=True)
class _Lineage:
    """The gallery whose table decides; whether all up to the top are published, and any closed."""

    decider_id: int | None
    published: bool
    is_over: bool

    @property
    def is_open(self) -> bool:
        return self.published and not self.is_over


def decide(viewer: Viewer, gallery: Gallery) -> Grant:
    return decide_many(viewer, [gallery])[gallery.pk]


def decide_many(viewer: Viewer, galleries: Collection[Gallery]) -> dict[int, Grant]:
    """A grant for each gallery, by id; two queries however many there are."""
    grants = {g.pk: _of_team(viewer, g) for g in galleries if _is_teams(viewer, g)}
    lineages = _lineages([gallery.pk for gallery in galleries if gallery.pk not in grants])
    tables = _tables({line.decider_id for line in lineages.values() if line.is_open})
    return grants | {
        gallery_id: _by_table(viewer, tables[line.decider_id])
        if line.is_open and line.decider_id is not None
        else _shut(line.published)
        for gallery_id, line in lineages.items()
    }


def decide_at_top(viewer: Viewer, gallery: Gallery, table: Sequence[Sequence[Any]]) -> Grant:
    """For a gallery that lies in no other, read together with the columns ``ROW`` of its table."""
    if _is_teams(viewer, gallery):
        return _of_team(viewer, gallery)
    if not gallery.is_open:
        return _shut(gallery.is_published)
    return _by_table(viewer, [_Row(*columns) for columns in table])


def _shut(is_published: bool) -> Grant:
    """A draft is as if it were not there; whoever has the link of a closed one is told so."""
    return OVER if is_published else CLOSED


def _is_teams(viewer: Viewer, gallery: Gallery) -> bool:
    """Whether the viewer comes as one of the team: to homes also without seeing galleries."""
    return viewer.is_team or (viewer.sight is not None and gallery.is_home)


def _of_team(viewer: Viewer, gallery: Gallery) -> Grant:
    sight = viewer.sight
    if sight is None:
        return TEAM
    if gallery.is_home:
        is_known = bool(sight.homes.get(gallery.pk))
    else:
        known = sight.galleries
        is_known = known is None or (gallery.finals_of_id or gallery.pk) in known
    return replace(TEAM, sight=sight) if is_known else CLOSED


def _deciding_row(gallery: Gallery, *, code: bool) -> Authorization | None:
    """The code's row, or the Anybody row, of the table that decides, while clients may enter."""
    line = _lineages([gallery.pk])[gallery.pk]
    if not line.is_open or line.decider_id is None:
        return None
    rows = Authorization.objects.filter(gallery=line.decider_id, client=None, group=None)
    row: Authorization | None = (rows.exclude(code="") if code else rows.filter(code="")).first()
    return row


def anybody_row(gallery: Gallery) -> Authorization | None:
    """The Anybody row of the table that decides here, while the gallery is open to clients."""
    return _deciding_row(gallery, code=False)


def code_row(gallery: Gallery) -> Authorization | None:
    """The code's row of the table that decides here, while the gallery is open to clients."""
    row = _deciding_row(gallery, code=True)
    return row if row and row.enter else None


def _by_table(viewer: Viewer, rows: Sequence[_Row]) -> Grant:
    own = [row for row in rows if viewer.client_id and row.client_id == viewer.client_id]
    if own:
        return _by_row(own[0], via="client")
    groups = [row for row in rows if row.group_id in viewer.group_ids]
    if groups:
        return join([_by_row(row, via="group") for row in groups])
    code = next((row for row in rows if row.has_code), None)
    if code is not None and code.enter and _is_given(code, viewer):
        return _by_row(code, via="code")
    return _by_anybody(viewer, rows, code)


def _by_anybody(viewer: Viewer, rows: Sequence[_Row], code: _Row | None) -> Grant:
    anybody = next((row for row in rows if row.is_anybody), None)
    if anybody is None or not anybody.enter:
        if code is not None and code.enter:
            return Grant(door=Door.CODE)
        listed = any(row.enter for row in rows if not row.is_anybody)
        return Grant(door=Door.SIGN_IN if listed else Door.NONE)
    if anybody.has_password and not _is_given(anybody, viewer):
        return Grant(door=Door.PASSWORD)
    via = "password" if anybody.has_password else "anybody"
    if code is not None:
        return Grant(enter=True, via=via, door=Door.OPEN, looks_only=True)
    return _by_row(anybody, via=via)


def _is_given(row: _Row, viewer: Viewer) -> bool:
    return (row.pk, row.password_generation) in viewer.unlocked


def _by_row(row: _Row, *, via: str) -> Grant:
    if not row.enter:
        return Grant(via=via, door=Door.SIGN_IN)
    return Grant(
        enter=True,
        order=row.order,
        lowres=row.lowres,
        lowres_final_only=row.originals == Originals.FINAL,
        originals=Originals(row.originals),
        format_ids=frozenset(row.format_ids),
        via=via,
        door=Door.OPEN,
    )


def _lineages(gallery_ids: list[int]) -> dict[int, _Lineage]:
    if not gallery_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LINEAGE, {"ids": gallery_ids, "deepest": DEEPEST_LEVEL})
        return {row[0]: _Lineage(*row[1:]) for row in cursor.fetchall()}


def _tables(gallery_ids: Collection[int | None]) -> dict[int | None, list[_Row]]:
    """The rows of each table."""
    tables: dict[int | None, list[_Row]] = defaultdict(list)
    if not gallery_ids:
        return tables
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, {"ids": list(gallery_ids)})
        for gallery_id, *columns in cursor.fetchall():
            tables[gallery_id].append(_Row(*columns))
    return tables
