"""What the log says: whose request, whose studio, who acted; and nothing that opens a door."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight import logs
from safelight.accounts.models import Person
from safelight.audit import writing
from safelight.site.views import site
from tenants.models import Studio


def record(text: str, *arguments: object) -> logging.LogRecord:
    made = logging.LogRecord("shop", logging.INFO, "f", 1, text, arguments, None)
    with writing.acting(writing.Actor(person_id="p1", operator_email="o@example.org")):
        logs.Belonging().filter(made)
    return made


def test_it_writes_an_object_a_line_where_that_is_wanted() -> None:
    said = json.loads(logs.Json("{message}", style="{").format(record("Two\nlines of %s", "x")))
    assert said["message"] == "Two ⏎ lines of x"
    assert (said["actor"], said["operator"], said["level"]) == ("p1", "o@example.org", "INFO")


def test_it_keeps_secrets_of_links_out_of_objects_too() -> None:
    said = json.loads(logs.Json("{message}", style="{").format(record("GET /invitations/abc/ x")))
    assert "abc" not in said["message"]


def test_it_names_who_acts_in_a_line() -> None:
    assert record("x").who == " actor=p1 operator=o@example.org"  # type: ignore[attr-defined]


def test_iso_26_it_says_in_the_log_alone_what_went_wrong(
    acme: Studio, alice: Person, browser: Callable[..., Browser],
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def fails(*_a: Any, **_k: Any) -> Any:
        raise RuntimeError('SELECT * FROM "t_secret"."accounts_person" at /srv/secret/path.py')

    monkeypatch.setattr(site, "render", fails)
    caplog.handler.addFilter(logs.Belonging())
    asking = browser(acme, alice)
    asking.raise_request_exception = False
    answer = asking.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert not any(word in page for word in ("SELECT", "t_secret", "/srv/", "RuntimeError"))
    told = next(entry for entry in caplog.records if entry.name == "django.request")
    assert (told.schema, told.actor) == (acme.schema_name, alice.public_id)  # type: ignore[attr-defined]
    assert told.request_id == answer.headers["X-Request-ID"]  # type: ignore[attr-defined]
