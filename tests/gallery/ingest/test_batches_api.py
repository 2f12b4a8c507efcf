"""What the upload page asks of a batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.gallery.ingest.sending import Sender
from tests.support import world

Ask = Callable[..., Any]


@pytest.fixture
def ask(inside_acme: Studio, alice: Person) -> Ask:
    return asker(world.browser(inside_acme, alice))


def asker(browser: Browser) -> Ask:
    def ask(method: str, path: str, body: object = None) -> Any:
        return browser.generic(method, f"/api/v1/{path}", _json(body), "application/json")

    return ask


def test_it_announces_answers_and_tells(
    ask: Ask, sender: Sender, picture: Callable[..., bytes]
) -> None:
    sender.ingest(sender.open(), picture("red"), "a.jpg")
    announced = {
        "state": "FINAL",
        "files": [{"name": "a.jpg", "size": 1}, {"name": "b", "size": 2}],
    }
    made = ask("POST", f"galleries/{sender.gallery.public_id}/batches/", announced)
    batch = made.json()["id"]
    answered = ask("PATCH", f"batches/{batch}/", {"on_clash": "replace"}).json()

    assert (made.status_code, made.json()["clashes"]) == (201, ["a.jpg"])
    assert answered["on_clash"] == "replace"
    assert [file["status"] for file in answered["files"]] == ["waiting", "waiting"]


def test_it_tells_what_became_of_each_file(
    ask: Ask, sender: Sender, picture: Callable[..., bytes]
) -> None:
    batch = sender.open("a.jpg", "b.jpg", "c.jpg")
    sender.send(batch, picture(), "a.jpg")
    sender.send(batch, b"no photo", "b.jpg")
    drain()
    said = ask("GET", f"batches/{batch.public_id}/").json()
    first, second, third = said["files"]

    assert (first["status"], first["outcome"]) == ("ready", "added")
    assert first["small"].startswith("http://acme.")
    assert second["status"] == "refused"
    assert second["sentence"].endswith(".")
    assert (third["status"], said["finished"]) == ("waiting", False)
    assert said["counts"] == {
        "all": 3, "waiting": 1, "added": 1, "replaced": 0, "kept_both": 0, "skipped": 0,
        "refused": 1,
    }  # fmt: skip


def test_it_pages_through_five_thousand_files(
    ask: Ask, sender: Sender, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    batch = sender.open(*(f"IMG_{n}.jpg" for n in range(5_000)))
    seen, after = 0, "0"
    with django_assert_max_num_queries(11 * 10):
        while after:
            page = ask("GET", f"batches/{batch.public_id}/?after={after}").json()
            seen, after = seen + len(page["files"]), page["next"]

    assert seen == 5_000


@pytest.mark.parametrize(
    "body",
    [{"state": "READY"}, {"files": [{"name": "a"}]}, {"files": [{"name": "a", "size": -1}]}],
)
def test_it_refuses_what_cannot_be(ask: Ask, sender: Sender, body: object) -> None:
    answer = ask("POST", f"galleries/{sender.gallery.public_id}/batches/", body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid")


def test_it_is_not_there_for_clients_and_strangers(
    ask: Ask, sender: Sender, carla: Person, bolt: Studio, mallory: Person
) -> None:
    batch = sender.open().public_id
    by_carla = asker(world.browser(Studio.objects.get(address="acme"), carla))
    by_mallory = asker(world.browser(bolt, mallory))

    assert by_carla("GET", f"batches/{batch}/").status_code == 403
    assert by_mallory("GET", f"batches/{batch}/").status_code == 404
    assert by_mallory("PATCH", f"batches/{batch}/", {"on_clash": "skip"}).status_code == 404
    assert ask("GET", f"batches/{'x' * 22}/").status_code == 404


def test_it_refuses_more_files_than_a_batch_holds(ask: Ask, sender: Sender) -> None:
    files = [{"name": "a.jpg", "size": 1}] * 5_001
    answer = ask("POST", f"galleries/{sender.gallery.public_id}/batches/", {"files": files})

    assert answer.json()["error"]["code"] == "too_many_files"


def _json(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()
