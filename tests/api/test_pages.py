"""Keyset pages: every row once while others come and go, and no cursor that breaks them."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from modules.gallery.models import Gallery
from safelight.accounts.models import ClientGroup, Person
from safelight.api import pages
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
GALLERIES = "/api/v1/galleries/"
AT = timezone.now()

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4
)
often_right = st.integers(-(2**70), 2**70) | st.text(max_size=12) | st.datetimes().map(str)
cursors = st.one_of(
    st.text(),
    st.builds(lambda value: encoded(value), anything),
    st.builds(lambda value, pk: encoded([value, pk]), often_right, st.integers(-5, 2**64)),
)
fuzz = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture
def asking(acme: Studio, alice: Person) -> Browser:
    return world.browser(acme, alice)


def make(count: int, *, at: datetime = AT, step: timedelta = timedelta(0)) -> list[str]:
    """So many galleries; without a step all of one moment."""
    made = [Gallery.objects.create(title=f"Gallery {n}") for n in range(count)]
    for n, gallery in enumerate(made):
        Gallery.objects.filter(pk=gallery.pk).update(created_at=at + n * step)
    return [gallery.public_id for gallery in made]


def walk(asking: Browser, limit: int) -> Iterator[list[str]]:
    """The ids of each page, one page after the other."""
    after = ""
    while True:
        page = asking.get(f"{GALLERIES}?limit={limit}{after}").json()
        yield [row["id"] for row in page["results"]]
        if page["next"] is None:
            return
        after = f"&after={page['next']}"


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=1)])
def test_it_shows_every_row_once(acme: Studio, asking: Browser, step: timedelta) -> None:
    with tenant_context(acme):
        made = make(11, step=step)
    found = list(walk(asking, 4))
    assert [len(page) for page in found] == [4, 4, 3]
    assert [row for page in found for row in page] == made[::-1]


def test_it_says_that_there_is_no_more_on_a_full_last_page(acme: Studio, asking: Browser) -> None:
    with tenant_context(acme):
        make(8)
    assert [len(page) for page in walk(asking, 4)] == [4, 4]


def test_it_shows_rows_once_while_others_come_and_go(acme: Studio, asking: Browser) -> None:
    with tenant_context(acme):
        stay = make(20, step=timedelta(seconds=1))
        gone = {stay[18], stay[9], stay[2]}
    seen: list[str] = []
    for page in walk(asking, 4):
        seen += page
        with tenant_context(acme):
            # Newer and older ones come; one that was seen goes, and some that were not.
            make(3, at=AT + timedelta(days=1))
            make(1, at=AT - timedelta(days=1))
            Gallery.objects.filter(public_id__in=gone).delete()
        assert len(seen) < 60
    still = [public_id for public_id in stay if public_id not in gone]
    assert [row for row in seen if row in still] == still[::-1]
    assert len(seen) == len(set(seen))


def test_it_caps_a_page(acme: Studio, asking: Browser) -> None:
    with tenant_context(acme):
        make(102)
    assert [len(page) for page in walk(asking, 100)] == [100, 2]
    assert len(asking.get(GALLERIES).json()["results"]) == 50


@pytest.mark.parametrize("limit", ["0", "101", "1000000", "-1", "x", "1.5", "", "9" * 5000, "1e1"])
def test_it_refuses_other_limits(asking: Browser, limit: str) -> None:
    answer = asking.get(GALLERIES, {"limit": limit})
    assert answer.status_code == 400
    assert answer.json()["error"]["fields"] == {"limit": ["Ask for 1 to 100 rows."]}


@pytest.mark.parametrize(
    "after",
    [
        "x", "====", "ä", encoded(5), encoded({"a": 1, "b": 2}), encoded([]), encoded([1, 2, 3]),
        encoded(["abc", 1]), encoded([7, 1]), encoded([None, 1]), encoded(["2026-01-01", 1]),
        encoded(["2026-01-01T00:00:00", 1]), encoded(["\0", 1]), encoded(["\ud800", 1]),
        encoded(["2026-01-01T00:00:00Z", "1"]), encoded(["2026-01-01T00:00:00Z", 2**63]),
        encoded(["2026-01-01T00:00:00Z", True]), encoded(["9999-12-31T23:59:59-14:00", 1.0]),
        base64.urlsafe_b64encode(b"[" * 2000).decode(), "A" * 9000,
    ],
)  # fmt: skip
def test_it_explains_a_cursor_that_is_none(asking: Browser, after: str) -> None:
    answer = asking.get(GALLERIES, {"after": after})
    assert answer.status_code == 400
    assert answer.json()["error"]["fields"] == {
        "after": ["Take “after” from the “next” of the page before."]
    }


def test_it_turns_pages_over_names_of_every_kind(inside_acme: Studio) -> None:
    names = ["", "ä", "Ω" * 80, "😀" * 40, "a'b", 'a"b', "%", "zz"]
    ClientGroup.objects.bulk_create(ClientGroup(name=name) for name in names)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        found = pages.keyset(ClientGroup.objects.all(), by="name", after=after, limit=1)
        seen += [group.name for group in found.rows]
        after = found.next
    assert sorted(seen) == sorted(names)


@fuzz
@given(after=cursors)
def test_it_refuses_or_answers_whatever_the_cursor(inside_acme: Studio, after: str) -> None:
    for rows, by in (
        (Gallery.objects.all(), "-created_at"), (ClientGroup.objects.all(), "name"),
        (Person.objects.all(), "session_epoch"),
    ):  # fmt: skip
        _refused_or_answered(rows, by, after)


def _refused_or_answered(rows: QuerySet[Any], by: str, after: str) -> None:
    """Anything else that is raised fails the test, and a database that was confused does."""
    with contextlib.suppress(ValidationError):
        assert len(pages.keyset(rows, by=by, after=after, limit=5).rows) <= 5
