"""Knocking at routes as somebody: what was tried, and what of another studio came back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client as Browser

from tenants.models import Studio
from tests.routes import walking
from tests.routes.test_table import address

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
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
class Tried:
    """What was tried, and each leak: ``route method role: what``."""

    requests: int = 0
    routes: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.routes)} routes × {len(self.methods)} methods × {len(self.roles)} roles, "
            f"{self.requests} requests: {len(self.leaks)} leaks"
        )

    def knock(
        self,
        asking: Browser,
        routes: Iterable[walking.Route],
        *,
        role: str,
        values: dict[str, str],
        secret: str,
    ) -> Iterator[str]:
        """Try each route with every method and these values; each leak as it is found."""
        self.roles.add(role)
        for route in routes:
            self.routes.add(route.name)
            for method, status, text in ask(asking, route, values):
                self.requests += 1
                self.methods.add(method)
                what = [f"answers {status}"] * (not is_closed(route, method, status))
                what += ["shows a word of it"] * (secret in text)
                for each in what:
                    self.leaks.append(f"{route.name} {method} as {role}: {each}")
                    yield self.leaks[-1]


def ask(
    browser: Browser, route: walking.Route, values: dict[str, str]
) -> Iterator[tuple[str, int, str]]:
    """Ask with every method; the method, the status and the whole answer.

    What is sent names the things as well, under every name that an address has for them.
    """
    path, body = address(route, values), json.dumps(values)
    for method in METHODS:
        send = {"data": body, "content_type": "application/json"}
        more = {} if method in {"get", "head", "options"} else send
        answer = getattr(browser, method)(path, **more)
        page = b"" if answer.streaming else answer.content
        yield method, answer.status_code, f"{answer.headers} {page.decode(errors='replace')}"


def is_closed(route: walking.Route, method: str, status: int) -> bool:
    also = ALSO_FINE.get((route.name, method), ALSO_FINE.get(method, set()))
    return status in CLOSED | also


def fingerprint(studio: Studio, of: Iterable[str] | None = None) -> dict[str, str]:
    """A digest of every row of every table of a studio, or of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables(studio) if of is None else of:
            cursor.execute(  # The names come from the catalogue.
                f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) "  # noqa: S608
                f'FROM "{studio.schema_name}"."{table}" t'
            )
            found[table] = cursor.fetchone()[0]
    return found


def tables(studio: Studio) -> dict[str, int]:
    """The tables of a studio that are counted, and the numbers that PostgreSQL has for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname = %s",
            [studio.schema_name],
        )
        return {name: number for name, number in cursor.fetchall() if name not in NOT_COUNTED}


class Writes:
    """Which tables of a studio have been written since they were asked for last.

    Within the transaction of a test, what was rolled back included. So that of a hundred tables
    only these need to be read again after each of a thousand requests.
    """

    def __init__(self, studio: Studio) -> None:
        self._tables = tables(studio)
        self._counts: dict[str, int] = {}
        self.since_last()

    def since_last(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, pg_stat_get_xact_tuples_inserted(number)"
                " + pg_stat_get_xact_tuples_updated(number)"
                " + pg_stat_get_xact_tuples_deleted(number)"
                " FROM unnest(%s::text[], %s::oid[]) AS asked (name, number)",
                [list(self._tables), list(self._tables.values())],
            )
            known, self._counts = self._counts, dict(cursor.fetchall())
        return {name for name, count in self._counts.items() if count != known.get(name)}
