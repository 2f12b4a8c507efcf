"""The one decision: rows × viewers × states of the gallery."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.gallery import access
from modules.gallery.access import Door, Viewer
from modules.gallery.models import Authorization, DeliveryFormat, Gallery
from safelight.accounts.models import Client, ClientGroup
from tenants.models import Studio
from tests.gallery.factories import make_client, make_gallery, make_row

ENTER = {"enter": True}
SHUT = {"enter": False}
ALL = {"originals": "all"}
FINAL = {"originals": "final"}


@dataclass(frozen=True)
class Case:
    """The table's rows, who looks, and what they get: a door, and originals where it is open."""

    name: str
    who: str
    door: Door
    via: str = ""
    originals: str = "none"
    anybody: dict[str, Any] | None = None
    client: dict[str, Any] | None = None
    groups: list[dict[str, Any]] = field(default_factory=list)
    password: bool = False


CASES = [
    Case("no row at all", "guest", Door.NONE),
    Case("no row at all", "client", Door.NONE),
    Case("anybody may enter", "guest", Door.OPEN, "anybody", anybody=ENTER),
    Case("anybody may have originals", "guest", Door.OPEN, "anybody", "all", anybody=ALL),
    Case("a listed client alone", "client", Door.OPEN, "client", client=ENTER),
    Case("a guest where clients are listed", "guest", Door.SIGN_IN, client=ENTER),
    Case("another client is not listed", "other", Door.SIGN_IN, client=ENTER),
    Case("listed leaves Anybody, for more", "client", Door.OPEN, "client", "all",
         anybody=ENTER, client=ALL),
    Case("listed leaves Anybody, for less", "client", Door.OPEN, "client", "none",
         anybody=ALL, client=ENTER),
    Case("listed and shut out, Anybody open", "client", Door.SIGN_IN, "client",
         anybody=ENTER, client=SHUT),
    Case("the client's row beats the groups'", "client", Door.OPEN, "client", "none",
         client=ENTER, groups=[ALL]),
    Case("shut out as a client, in by a group", "client", Door.SIGN_IN, "client",
         client=SHUT, groups=[ALL]),
    Case("one group", "client", Door.OPEN, "group", "final", groups=[FINAL]),
    Case("two groups are joined", "client", Door.OPEN, "group", "all", groups=[ENTER, ALL]),
    Case("a shut group adds nothing", "client", Door.OPEN, "group", "final",
         groups=[{"enter": False, "originals": "all"}, FINAL]),
    Case("all groups shut", "client", Door.SIGN_IN, "group", groups=[SHUT], anybody=ALL),
    Case("a password, not given", "guest", Door.PASSWORD, anybody=ALL, password=True),
    Case("a password, given", "unlocked", Door.OPEN, "password", "all", anybody=ALL, password=True),
    Case("a password of before", "stale", Door.PASSWORD, anybody=ALL, password=True),
    Case("a password, but a listed client", "client", Door.OPEN, "client", "none",
         anybody=ALL, client=ENTER, password=True),
    Case("a password, a client not listed", "other", Door.PASSWORD, anybody=ALL, client=ENTER,
         password=True),
    Case("a shut Anybody row with a password", "guest", Door.NONE, anybody=SHUT, password=True),
    Case("the team", "team", Door.OPEN, "team", "all"),
]  # fmt: skip


class Table:
    """The rows of one case in a gallery of acme, and its viewers."""

    def __init__(self, case: Case) -> None:
        self.gallery = make_gallery()
        self.client: Client = make_client()
        self.anybody: Authorization | None = None
        if case.anybody is not None:
            secret = "open sesame" if case.password else ""
            self.anybody = make_row(self.gallery, general_password=secret, **case.anybody)
        if case.client is not None:
            make_row(self.gallery, client=self.client, **case.client)
        self.groups = [self._group(index, rights) for index, rights in enumerate(case.groups)]

    def _group(self, index: int, rights: dict[str, Any]) -> int:
        group = ClientGroup.objects.create(name=f"Group {index}")
        make_row(self.gallery, group=group, **rights)
        return group.pk

    def viewer(self, who: str) -> Viewer:
        row = self.anybody.pk if self.anybody else 0
        return {
            "guest": Viewer(),
            "client": Viewer(client_id=self.client.pk, group_ids=frozenset(self.groups)),
            "other": Viewer(client_id=make_client().pk),
            "unlocked": Viewer(unlocked=frozenset({(row, 1)})),
            "stale": Viewer(unlocked=frozenset({(row, 0), (row + 1, 1)})),
            "team": Viewer(is_team=True),
        }[who]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name} ({case.who})")
def test_it_decides(case: Case, inside_acme: Studio) -> None:
    table = Table(case)
    grant = access.decide(table.viewer(case.who), table.gallery)
    assert (grant.door, grant.enter) == (case.door, case.door is Door.OPEN)
    assert (grant.via, grant.originals) == (case.via, case.originals)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name} ({case.who})")
def test_gal_01_it_shuts_a_draft_for_all_but_the_team(case: Case, inside_acme: Studio) -> None:
    table = Table(case)
    table.gallery.unpublish()
    grant = access.decide(table.viewer(case.who), table.gallery)
    assert grant == (access.CLOSED if case.who != "team" else access.deciding.TEAM)


@pytest.mark.parametrize("level", [1, 5, 9])
def test_it_takes_the_nearest_table_above_for_a_sub_gallery(
    level: int, inside_acme: Studio
) -> None:
    gallery = make_gallery()
    make_row(gallery, originals="final")
    for _ in range(level):
        gallery = make_gallery(parent=gallery, own_authorizations=False)
    assert access.decide(Viewer(), gallery).originals == "final"
    own = make_gallery(parent=gallery)
    assert access.decide(Viewer(), own).door is Door.NONE


@pytest.mark.parametrize("own_table", [True, False])
def test_gal_01_it_shuts_everything_below_a_draft(own_table: bool, inside_acme: Studio) -> None:
    top = make_gallery(published_at=None)
    make_row(top)
    middle = make_gallery(parent=top, own_authorizations=False)
    below = make_gallery(parent=middle, own_authorizations=own_table)
    if own_table:
        make_row(below)
    assert access.decide(Viewer(), below) == access.CLOSED


@pytest.mark.parametrize("depth", [0, 2])
def test_row_19_it_shuts_what_has_closed_and_all_below_for_all_but_the_team(
    depth: int, inside_acme: Studio
) -> None:
    minute = timedelta(minutes=1)
    gallery = top = make_gallery(closes_at=timezone.now() + minute)
    make_row(top, originals="all")
    for _ in range(depth):
        gallery = make_gallery(parent=gallery, own_authorizations=False)
    assert access.decide(Viewer(), gallery).enter
    Gallery.objects.filter(pk=top.pk).update(closes_at=timezone.now() - minute)
    gallery.refresh_from_db()
    assert access.decide(Viewer(), gallery) == access.OVER
    assert access.decide(Viewer(is_team=True), gallery) == access.deciding.TEAM


def test_it_opens_what_inherits_with_an_unlock_of_the_parent(inside_acme: Studio) -> None:
    parent = make_gallery()
    row = make_row(parent, general_password="open sesame")
    child = make_gallery(parent=parent, own_authorizations=False)
    assert access.decide(Viewer(), child).door is Door.PASSWORD
    assert access.decide(Viewer(unlocked=frozenset({(row.pk, 1)})), child).enter


def test_it_joins_the_formats_of_several_groups(inside_acme: Studio) -> None:
    gallery, client = make_gallery(), make_client()
    formats = [DeliveryFormat.objects.create(name=name) for name in ("Web", "Print", "Album")]
    groups = [ClientGroup.objects.create(name=name) for name in ("Family", "Press")]
    for group, given in zip(groups, (formats[:1], formats[:2]), strict=True):
        make_row(gallery, group=group, formats=given)
    viewer = Viewer(client_id=client.pk, group_ids=frozenset(group.pk for group in groups))
    assert access.decide(viewer, gallery).format_ids == {fmt.pk for fmt in formats[:2]}


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_as_much_for_many_galleries_as_for_one(count: int, inside_acme: Studio) -> None:
    galleries = [make_gallery() for _ in range(count)]
    for gallery in galleries:
        make_row(gallery)
    with CaptureQueriesContext(connection) as queries:
        grants = access.decide_many(Viewer(client_id=7), galleries)
    assert all(grant.enter for grant in grants.values())
    assert len(queries) == 2


def test_b2_d_it_gives_files_of_final_photos_only(inside_acme: Studio) -> None:
    gallery = make_gallery()
    make_row(gallery, originals="final", lowres=True)
    grant = access.decide(Viewer(), gallery)
    for may in (grant.may_download_original, grant.may_download_lowres):
        given = {state: may(state) for state in ("UNDEFINED", "PROOF", "FINAL")}
        assert given == {"UNDEFINED": False, "PROOF": False, "FINAL": True}


def test_it_gives_the_small_files_that_one_group_has_of_every_photo(inside_acme: Studio) -> None:
    gallery, groups = make_gallery(), [ClientGroup.objects.create(name=name) for name in "ab"]
    make_row(gallery, group=groups[0], originals="final", lowres=True)
    viewer = Viewer(client_id=7, group_ids=frozenset(group.pk for group in groups))
    assert not access.decide(viewer, gallery).may_download_lowres("PROOF")
    make_row(gallery, group=groups[1], lowres=True)
    assert access.decide(viewer, gallery).may_download_lowres("PROOF")
    assert not access.decide(viewer, gallery).may_download_original("PROOF")
