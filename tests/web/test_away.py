"""What is said while the database is away: try again, and when."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.urls import get_resolver

from modules.commerce.services import quoting
from safelight.site import selectors
from safelight.web import away
from tenants.middleware import STUDIO_URLS
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
GONE = psycopg.OperationalError("server closed the connection unexpectedly")
# https://www.postgresql.org/docs/current/errcodes-appendix.html
NOT_NOW = [
    GONE, psycopg.errors.AdminShutdown(), psycopg.errors.CrashShutdown(),
    psycopg.errors.CannotConnectNow(), psycopg.errors.TooManyConnections(),
    psycopg.errors.DeadlockDetected(),
]  # fmt: skip


def _wrapped(problem: psycopg.Error, by: type[DatabaseError] = OperationalError) -> DatabaseError:
    """As Django raises it."""
    made = by(str(problem))
    made.__cause__ = problem
    return made


def _break(monkeypatch: pytest.MonkeyPatch, home: Any, name: str, problem: Exception) -> None:
    # A module that is first imported meanwhile would keep what is broken here.
    assert get_resolver(STUDIO_URLS).url_patterns

    def fail(*args: object, **kwargs: object) -> None:
        raise problem

    monkeypatch.setattr(home, name, fail)


@pytest.mark.parametrize("problem", NOT_NOW)
def test_it_knows_a_database_that_is_away(problem: psycopg.Error) -> None:
    assert away.is_database_away(_wrapped(problem))


def test_it_knows_what_is_our_own_fault() -> None:
    assert not away.is_database_away(_wrapped(psycopg.errors.QueryCanceled()))
    assert not away.is_database_away(_wrapped(psycopg.errors.UniqueViolation(), IntegrityError))
    assert not away.is_database_away(RuntimeError())


@pytest.mark.parametrize("path", ["/", "/cart/", "/studio/"])
def test_it_asks_to_come_back_in_a_moment(
    acme: Studio, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    _break(monkeypatch, selectors, "site_settings", _wrapped(GONE))
    answer = world.browser(acme, raise_request_exception=False).get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "send it again" in answer.content.decode()


def test_it_says_so_to_programs(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, quoting, "look", _wrapped(GONE))
    answer = world.browser(acme).get("/api/v1/cart/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["error"]["code"] == "not_now"
