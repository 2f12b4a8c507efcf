"""Libraries by the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.agency.models import Library, LibraryAccess
from modules.agency.services import presets
from safelight.accounts.models import ApiToken, Member, Person
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import make_gallery

ALL = "/api/v1/libraries/"


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana", "gallery.view", "gallery.manage")


@pytest.fixture
def desk(inside_acme: Studio) -> Library:
    return making.library("Desk", review_first=True)


@pytest.fixture
def ask(acme: Studio, ana: Member, browser: Callable[..., Browser]) -> Callable[..., Any]:
    """Ask as a program of Ana's."""
    _token, secret = ApiToken.issue(ana.person, name="Program")

    def asking(method: str, path: str, body: object = None) -> Any:
        return getattr(browser(acme), method)(
            f"{ALL}{path}", body, content_type="application/json",
            headers={"authorization": f"Bearer {secret}"},
        )  # fmt: skip

    return asking


def test_it_lists_what_is_before_a_member(
    ana: Member, desk: Library, ask: Callable[..., Any]
) -> None:
    making.library("Other")
    making.give_set(ana, desk, "contributor")
    making.file(desk, ana.person, name="mine.jpg")
    making.file(desk, name="theirs.jpg")
    (told,) = ask("get", "").json()
    assert (told["name"], told["files"], told["waiting"]) == ("Desk", 1, 1)
    assert told["rights"] == ["own", "upload"]
    (file,) = ask("get", f"{desk.public_id}/files/").json()["results"]
    assert (file["name"], file["review"], file["placed"]) == ("mine.jpg", "waiting", False)


def test_it_answers_404_about_a_library_without_a_row(
    desk: Library, ask: Callable[..., Any]
) -> None:
    photo = making.file(desk)
    said = {"approve": True, "files": [{"id": photo.public_id, "version": 1}]}
    for method, path, body in (
        ("get", "", None), ("get", "files/", None), ("post", "decisions/", said),
        ("post", "placements/", {"gallery": "x", "files": [photo.public_id]}),
    ):  # fmt: skip
        assert ask(method, f"{desk.public_id}/{path}", body).status_code == 404, path


def test_it_decides_and_publishes(ana: Member, desk: Library, ask: Callable[..., Any]) -> None:
    making.give(ana, desk, "see", "review", "publish")
    photo, shown = making.file(desk), make_gallery()
    said = {"files": [{"id": photo.public_id, "version": 1}], "approve": False}
    assert (
        ask("post", f"{desk.public_id}/decisions/", said).json()["error"]["code"]
        == "review_note_missing"
    )
    placing = {"gallery": shown.public_id, "files": [photo.public_id]}
    assert (
        ask("post", f"{desk.public_id}/placements/", placing).json()["error"]["code"]
        == "not_placed"
    )
    told = ask("post", f"{desk.public_id}/decisions/", said | {"approve": True})
    assert told.json() == {"decided": 1, "changed": 0}
    assert ask("post", f"{desk.public_id}/placements/", placing).json() == {"placed": 1}
    assert ask("put", f"{desk.public_id}/placements/", placing).json() == {"placed": 1}
    assert not shown.placements.exists()


def test_it_refuses_what_the_row_does_not_give(
    ana: Member, desk: Library, ask: Callable[..., Any]
) -> None:
    making.give(ana, desk, "see")
    photo = making.file(desk)
    said = {"approve": True, "files": [{"id": photo.public_id, "version": 1}]}
    answer = ask("post", f"{desk.public_id}/decisions/", said)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_yours")


def test_it_gives_and_takes_rows(
    acme: Studio, alice: Person, ana: Member, desk: Library, browser: Callable[..., Browser]
) -> None:
    _token, secret = ApiToken.issue(alice, name="Program")
    bearer = {"authorization": f"Bearer {secret}"}
    given = presets.set_of("editor")
    said = {"member": ana.person.public_id, "library": desk.public_id, "set": given.public_id}

    def put(body: object) -> Any:
        return browser(acme).put(
            f"{ALL}access/", body, content_type="application/json", headers=bearer
        )

    assert put(said).json()["set"] == given.public_id
    assert LibraryAccess.objects.get().member == ana
    assert put(said | {"set": None}).status_code == 204
    assert not LibraryAccess.objects.exists()
    assert put(said | {"library": "x"}).status_code == 404
