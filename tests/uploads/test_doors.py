"""Who may do what with an upload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Batch, Gallery
from safelight.accounts.models import ApiToken, Person
from tenants import resolve
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.support import world
from tests.uploads import live
from tests.uploads.conftest import Land

HEADERS = {"Tus-Resumable": "1.0.0", "Upload-Length": "3"}


def test_upl_14_it_hides_a_colleagues_upload(land: Land, tus: live.Tus) -> None:
    path = tus.create(3, batch=land.batch).headers["location"]
    bob = land.client("bob")

    assert bob.ask("HEAD", path).status == 404
    assert bob.patch(path, 0, b"abc").status == 404
    assert bob.ask("DELETE", path).status == 404
    assert tus.patch(path, 0, b"abc").status == 204


def test_upl_14_it_hides_an_upload_from_another_studio(
    land: Land, tus: live.Tus, neighbour: live.Tus
) -> None:
    path = tus.create(3, batch=land.batch).headers["location"]

    assert neighbour.ask("HEAD", path).status == 404
    assert neighbour.patch(path, 0, b"abc").status == 404
    assert neighbour.ask("DELETE", path).status == 404
    assert neighbour.create(3, batch=land.batch).status == 404  # the batch is not theirs either
    assert tus.offset(path) == 0


def test_upl_14_it_knows_no_token_of_another_studio(land: Land, neighbour: live.Tus) -> None:
    stranger = live.Tus(neighbour.port, neighbour.host, land.tokens["alice"])

    assert stranger.create(3, batch=land.batch).status == 401


class TestByPage:
    """The workspace's own page, with a session."""

    def test_it_works(self, page: Page) -> None:
        browser, token = page(enforce_csrf_checks=True)

        assert _create(browser, batch=page.batch, **{"X-CSRFToken": token}).status_code == 201

    def test_it_refuses_a_forged_request(self, page: Page) -> None:
        browser, _token = page(enforce_csrf_checks=True)
        answer = _create(browser, batch=page.batch)

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf_failed")

    def test_it_refuses_another_origin(self, page: Page) -> None:
        browser, token = page(enforce_csrf_checks=True)
        said = {"X-CSRFToken": token, "Origin": "https://elsewhere.example"}

        assert _create(browser, batch=page.batch, **said).status_code == 403

    def test_it_refuses_somebody_unknown(self, page: Page) -> None:
        assert _create(page(who=None)[0], batch=page.batch).status_code == 401

    def test_it_refuses_a_client(self, page: Page, carla: Person) -> None:
        assert _create(page(who=carla)[0], batch=page.batch).status_code == 403

    def test_it_refuses_a_role_without_the_permission(self, page: Page, bob: Person) -> None:
        with tenant_context(page.studio):
            bob.member.role.permissions = ["gallery.view"]
            bob.member.role.save(update_fields=["permissions"])

        assert _create(page(who=bob)[0], batch=page.batch).status_code == 403

    def test_it_is_not_there_where_the_module_is_off(self, page: Page) -> None:
        with public_context():
            page.studio.switch_off("gallery")
        resolve.forget_all()

        assert _create(page()[0], batch=page.batch).status_code == 404

    @pytest.mark.parametrize("purpose", ["", "gallery.nothing", "commerce"])
    def test_it_does_not_know_other_purposes(self, page: Page, purpose: str) -> None:
        said = live.metadata(purpose=purpose, batch=page.batch, filename="a.jpg")

        assert _create(page()[0], batch="", **{"Upload-Metadata": said}).status_code == 404


class Page:
    """Makes browsers that are signed in to acme, with the token of their page."""

    def __init__(self, studio: Studio, who: Person) -> None:
        self.studio, self.who = studio, who
        with tenant_context(studio):
            gallery = Gallery.objects.create(title="Uploads")
            self.batch = Batch.objects.create(gallery=gallery, made_at=timezone.now()).public_id

    def __call__(self, *, who: Person | None | str = "owner", **extra: Any) -> tuple[Browser, str]:
        person = self.who if who == "owner" else who
        browser = world.browser(self.studio, person, **extra)  # type: ignore[arg-type]
        token = "t" * 32
        browser.cookies["csrf"] = token
        return browser, token


@pytest.fixture
def page(acme: Studio, alice: Person) -> Iterator[Page]:
    yield Page(acme, alice)
    resolve.forget_all()


@pytest.fixture
def neighbour(land: Land, django_db_blocker: Any) -> Iterator[live.Tus]:
    """The owner of another studio on the same server."""
    with django_db_blocker.unblock():
        studio = world.build_studio("neighbour")
        with tenant_context(studio):
            person = Person.objects.get(email="alice@example.org")
            token = ApiToken.issue(person, name="test")[1]
        resolve.forget_all()
        yield live.Tus(land.server.port, studio.primary_host(), token)
        world.drop_studio(studio)


def _create(browser: Browser, *, batch: str, **headers: str) -> Any:
    said = live.metadata(purpose="gallery.batch", batch=batch, filename="a.jpg")
    return browser.generic(
        "POST", live.UPLOADS, headers={**HEADERS, "Upload-Metadata": said, **headers}
    )
