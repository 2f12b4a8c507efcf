"""What machines ask of every host: health, readiness, figures, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from safelight.domains import asking
from safelight.vitals import readiness
from safelight.watching import Watching
from tenants.models import Domain, Studio

OUTSIDE = {"X-Forwarded-For": "198.51.100.9"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    readiness.forget()
    asking.forget()
    yield
    readiness.forget()
    asking.forget()


def ask(path: str, host: str = "10.0.0.5:8000", **headers: str) -> Any:
    return Browser(headers={"host": host}).get(path, headers=headers)


@pytest.mark.parametrize("host", ["10.0.0.5:8000", "localhost", "acme.localhost", "nobody.example"])
def test_it_is_alive_on_every_host_without_asking_anything(db: None, host: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = ask("/healthz", host)
    assert (answer.status_code, answer.content, len(queries)) == (200, b"ok\n", 0)


def test_it_is_ready_while_all_parts_answer(db: None) -> None:
    answer = ask("/readyz")
    parts = dict.fromkeys(("database", "migrations", "redis", "storage"), "ok")
    assert answer.json() == {"ready": True, "parts": parts}


def test_it_is_not_ready_without_a_part_and_tells_only_us_which(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> str:
        raise ConnectionError("s3.secret-name.example does not answer")

    monkeypatch.setitem(readiness.CHECKS, "storage", away)
    assert ask("/readyz").json()["parts"]["storage"] == "ConnectionError"
    outside = Browser(headers=OUTSIDE).get("/readyz")
    assert (outside.status_code, outside.content) == (503, b"not ready\n")


def test_it_stays_ready_without_redis(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readiness.CHECKS, "redis", lambda: "away")
    assert ask("/readyz").status_code == 200


def test_it_asks_its_parts_once_for_many_who_ask(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ask_it() -> str:
        asked.append(1)
        return "ok"

    monkeypatch.setitem(readiness.CHECKS, "database", ask_it)
    for _ in range(5):
        ask("/readyz")
    assert len(asked) == 1


@pytest.mark.parametrize("path", ["/internal/metrics", "/internal/certificates/?domain=localhost"])
def test_it_shows_its_inside_to_nobody_outside(db: None, path: str) -> None:
    assert ask(path).status_code == 200
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
        assert ask(path, "localhost", **{name: "198.51.100.9"}).status_code == 404
    stranger = Browser(REMOTE_ADDR="198.51.100.9")
    assert stranger.get(path, headers={"host": "localhost"}).status_code == 404


def test_it_shows_figures_to_whoever_has_the_token(db: None, settings: Any) -> None:
    settings.WATCHING = Watching((), "t" * 24, "line")
    path = "/internal/metrics"
    assert ask(path).status_code == 404
    assert ask(path, Authorization=f"Bearer {'t' * 24}").status_code == 200
    assert ask(path, Authorization=f"Bearer {'x' * 24}").status_code == 404


def certificate(name: str) -> int:
    return int(ask(f"/internal/certificates/?domain={name}").status_code)


def test_it_allows_certificates_for_hosts_that_lead_somewhere(acme: Studio) -> None:
    Domain.objects.create(
        tenant=acme, domain="photos.example", kind=Domain.Kind.CUSTOM, is_primary=False
    )
    known = ["localhost", "console.localhost", "acme.localhost", "photos.example", "PHOTOS.EXAMPLE"]
    assert [certificate(name) for name in known] == [200] * 5
    unknown = ["", "nobody.localhost", "a.acme.localhost", "other.example", "127.0.0.1", "::1",
               "photos.example:443", "*.localhost", "x" * 300]  # fmt: skip
    assert [certificate(name) for name in unknown] == [404] * len(unknown)


def test_iso_25_it_allows_none_for_a_studio_that_is_gone(acme: Studio) -> None:
    Studio.objects.filter(pk=acme.pk).update(state=Studio.State.CLOSING)
    assert certificate("acme.localhost") == 404


def test_iso_25_it_asks_the_database_only_so_often(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the storm is, it is within a minute.
    monkeypatch.setattr(asking, "time", SimpleNamespace(monotonic=lambda: 6000.0))
    assert certificate("acme.localhost") == 200
    with CaptureQueriesContext(connection) as queries:
        answers = [certificate(f"made-up-{number}.example") for number in range(1000)]
    looks = [query for query in queries.captured_queries if "tenants_domain" in query["sql"]]
    assert len(looks) < asking.LOOKS_PER_MINUTE
    assert set(answers) == {404, 429}
    assert certificate("acme.localhost") == 200
