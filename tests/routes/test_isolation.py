"""ISO-01: nobody of one studio gets anything of another, by any route and method."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test import Client as Browser

from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.table import TABLE
from tests.routes.test_table import address
from tests.support import world

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
ROUTES = walking.routes(walking.STUDIO)
# A revision, a name and a kind are words that every studio has.
NAMING = [route for route in ROUTES if set(route.parameters()) - {"revision", "name", "kind"}]
# Nothing of theirs, and nothing that tells whether it is there.
CLOSED = {302, 400, 401, 403, 404, 405, 412, 415, 429}
# OPTIONS tells of the route, not of the thing; what is not in one's cart is out of it already.
ALSO_FINE: dict[object, set[int]] = {
    "options": {200, 204},
    ("commerce_cart_api:item", "delete"): {204},
    ("commerce_cart_api:line", "delete"): {204},
}
# What may change while a stranger knocks: sessions, counts of tries, an anonymous visitor.
NOT_COUNTED = {"django_session", "accounts_trycount", "accounts_visitor"}


@dataclass
class Count:
    requests: int = 0
    methods: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)

    def add(self, route: walking.Route, method: str) -> None:
        self.requests += 1
        self.methods.add(method)
        self.routes.add(route.name)


@pytest.fixture(scope="module")
def count() -> Iterator[Count]:
    counted = Count()
    yield counted
    print(  # noqa: T201 - how much was tried is asked for
        f"\nISO-01: {len(counted.routes)} routes, {len(counted.methods)} methods, "
        f"{counted.requests} requests"
    )


def fingerprint(studio: Studio) -> dict[str, str]:
    """A digest of every row of every table of a studio."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [studio.schema_name]
        )
        tables = sorted(row[0] for row in cursor.fetchall())
        found = {}
        for table in set(tables) - NOT_COUNTED:
            cursor.execute(  # The names come from the catalogue.
                f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) "  # noqa: S608
                f'FROM "{studio.schema_name}"."{table}" t'
            )
            found[table] = cursor.fetchone()[0]
    return found


def knock(
    browser: Browser, route: walking.Route, values: dict[str, str], count: Count
) -> Iterator[tuple[str, int, str]]:
    """Try the route with every method; the method, the status and the whole answer."""
    path = address(route, values)
    for method in METHODS:
        count.add(route, method)
        send = {"data": b"{}", "content_type": "application/json"}
        body = {} if method in {"get", "head", "options"} else send
        answer = getattr(browser, method)(path, **body)
        page = b"" if answer.streaming else answer.content
        yield method, answer.status_code, f"{answer.headers} {page.decode(errors='replace')}"


@pytest.mark.parametrize("who", ["alice@example.org", "bob@example.org", "carla@example.org"])
def test_iso_01_it_gives_nobody_a_thing_of_another_studio(
    acme: Studio, bolt: Studio, who: str, browser: Callable[..., Browser], count: Count
) -> None:
    theirs = things.make(bolt)
    things.make(acme)
    before = fingerprint(bolt)
    asking = browser(acme, world.person(acme, who))
    for route in NAMING:
        if route.name == "settings:module":
            continue
        for method, status, text in knock(asking, route, theirs, count):
            allowed = ALSO_FINE.get((route.name, method), ALSO_FINE.get(method, set()))
            assert status in CLOSED | allowed, (route.name, method, status)
            assert things.secret_of(bolt) not in text, (route.name, method)
    assert fingerprint(bolt) == before


@pytest.mark.parametrize("who", ["mallory@example.org", "bob@example.org", "carla@example.org"])
def test_iso_03_it_takes_no_session_of_another_studio(
    acme: Studio, bolt: Studio, who: str, browser: Callable[..., Browser], count: Count
) -> None:
    ours = things.make(acme)
    things.make(bolt)
    before = fingerprint(acme)
    signed_in = browser(bolt, world.person(bolt, who))
    asking = browser(acme)
    asking.cookies = signed_in.cookies
    for route in ROUTES:
        if TABLE[route.name].who in {"anybody", "link"}:
            continue
        for method, status, text in knock(asking, route, ours, count):
            allowed = ALSO_FINE.get((route.name, method), ALSO_FINE.get(method, set()))
            assert status in CLOSED | allowed, (route.name, method, status)
            assert things.secret_of(acme) not in text, (route.name, method)
    assert fingerprint(acme) == before
