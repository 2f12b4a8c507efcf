"""One error shape, whatever went wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.api.conftest import Program
from tests.support import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("probed")]
PROBE = "/api/v1/probe/"


@pytest.fixture
def asking(acme: Studio) -> Browser:
    return world.browser(acme, raise_request_exception=False)


def error(answer: Any, status: int) -> dict[str, Any]:
    """What the one shape holds; there is nothing beside it."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) <= {"code", "message", "fields"}
    assert body["error"]["message"]
    found: dict[str, Any] = body["error"]
    return found


def test_it_shows_a_refusal_with_its_code_and_fields(asking: Browser) -> None:
    assert error(asking.get(f"{PROBE}fail/refused/"), 418) == {
        "code": "out_of_coffee",
        "message": "There is no coffee.",
        "fields": {"cup": ["It stays empty."]},
    }


def test_it_names_each_field_of_nested_input(asking: Browser) -> None:
    sent = {"cups": [{"size": 1}, {"size": 9}, {}], "name": "long"}
    found = error(asking.post(f"{PROBE}fail/x/", sent, "application/json"), 400)
    assert found["code"] == "invalid"
    assert set(found["fields"]) == {"cups.1.size", "cups.2.size", "name"}
    assert found["message"] == next(iter(found["fields"].values()))[0]


@pytest.mark.parametrize("sent", ["[]", '"x"', "7", "null"])
def test_it_explains_a_body_that_is_no_object(asking: Browser, sent: str) -> None:
    found = error(asking.post(f"{PROBE}fail/x/", sent, "application/json"), 400)
    assert found["code"] == "invalid"
    assert found["fields"]


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b"{", "application/json", 400, "parse_error"),
        (b"\xff", "application/json", 400, "parse_error"),
        (b"NaN", "application/json", 400, "parse_error"),
        (b"a=b", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"x" * 3_000_000, "application/json", 413, "body_too_long"),
    ],
)
def test_it_explains_a_body_that_it_cannot_read(
    asking: Browser, body: bytes, media_type: str, status: int, code: str
) -> None:
    assert error(asking.post(f"{PROBE}fail/x/", body, media_type), status)["code"] == code


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/galleries", f"{PROBE}fail/lost/"])
def test_it_answers_404_without_saying_what_was_asked_for(asking: Browser, path: str) -> None:
    assert error(asking.get(path), 404) == {
        "code": "not_found",
        "message": "There is nothing at this address.",
    }


def test_it_answers_405_with_what_is_allowed(asking: Browser) -> None:
    answer = asking.put(f"{PROBE}fail/x/")
    assert error(answer, 405)["code"] == "method_not_allowed"
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_it_answers_403_without_the_reason(asking: Browser) -> None:
    found = error(asking.get(f"{PROBE}fail/disallowed/"), 403)
    assert found["code"] == "permission_denied"
    assert "business" not in found["message"]


def test_it_answers_403_to_a_client(acme: Studio, carla: Person) -> None:
    answer = world.browser(acme, carla).get(f"{PROBE}members/")
    assert error(answer, 403)["code"] == "permission_denied"


def test_it_asks_who_is_there(asking: Browser, program: Program) -> None:
    answer = asking.get(f"{PROBE}members/")
    assert error(answer, 401)["code"] == "not_authenticated"
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    refused = program("sl_wrong").get(f"{PROBE}members/")
    assert error(refused, 401)["code"] == "authentication_failed"
    assert refused["WWW-Authenticate"] == 'Bearer realm="api"'


def test_it_says_when_to_come_back(asking: Browser) -> None:
    answer = asking.get(f"{PROBE}fail/throttled/")
    assert error(answer, 429)["code"] == "throttled"
    assert answer["Retry-After"] == "13"


def test_it_shows_nothing_of_a_fault_and_writes_it_down(
    asking: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    answer = asking.get(f"{PROBE}fail/broken/")
    assert error(answer, 500)["code"] == "server_error"
    assert b"secret" not in answer.content
    assert b"Traceback" not in answer.content
    assert "secret-of-the-server" in caplog.text


@pytest.mark.parametrize("path", ["/api/v1/galleries/%00/", "/api/v1/galleries/a%00b/photos/"])
def test_it_finds_nothing_at_an_address_with_a_nul(acme: Studio, alice: Person, path: str) -> None:
    assert error(world.browser(acme, alice).get(path), 404)["code"] == "not_found"


def test_it_refuses_a_nul_in_a_question(acme: Studio, alice: Person) -> None:
    found = error(world.browser(acme, alice).get("/api/v1/galleries/?q=%00"), 400)
    assert found["fields"] == {"q": ["This cannot be read."]}


@pytest.mark.parametrize("title", ["\0", "\ud800", "x" * 100_000, {"a": 1}, [], None, True])
def test_it_refuses_words_that_cannot_be_kept(acme: Studio, alice: Person, title: object) -> None:
    sent = json.dumps({"title": title, "preset": "private"})
    answer = world.browser(acme, alice).post("/api/v1/galleries/", sent, "application/json")
    assert set(error(answer, 400)["fields"]) <= {"title", "preset"}


def test_it_answers_head_where_it_answers_get(acme: Studio, alice: Person) -> None:
    answer = world.browser(acme, alice).head(f"{PROBE}members/")
    assert (answer.status_code, answer.content) == (200, b"")
