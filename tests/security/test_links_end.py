"""GAL-05: whose links to files end, beside clients' (``tests/gallery/access``)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Archive, DeliveryFormat, Gallery, Photo, PreparedFile
from modules.gallery.services import formats, galleries, making
from safelight.accounts.models import Person
from safelight.accounts.services import team
from tenants import resolve
from tenants.models import Studio
from tests.gallery.access.doors import with_client
from tests.gallery.plane import fetch
from tests.support import world

Commit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    return with_client(carla.client)


@pytest.fixture
def changing(django_capture_on_commit_callbacks: Commit) -> Callable[[], Any]:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def bobs(acme: Studio, bob: Person) -> Browser:
    return world.browser(acme, bob)


def link_of(browser: Browser, gallery: Gallery, asked: str = "original") -> str:
    photo = Photo.objects.filter(placements__gallery=gallery).order_by("pk")[0]
    path = f"/galleries/{gallery.public_id}/photos/{photo.public_id}/download/?as={asked}"
    return str(browser.get(path).headers.get("Location", ""))


def test_auth_05_it_ends_the_links_of_who_left_the_team(
    gallery: Gallery, bobs: Browser, bob: Person, alice: Person, changing: Callable[[], Any]
) -> None:
    link = link_of(bobs, gallery)
    assert fetch(bobs, link).status == 200
    with changing():
        team.remove_member(member=bob.member, by=alice.member, at=timezone.now())
    assert fetch(bobs, link).status == 404


def test_it_gives_a_client_nothing_by_a_link_of_the_team_once_it_is_asked_anew(
    acme: Studio, gallery: Gallery, bobs: Browser, carla: Person, changing: Callable[[], Any]
) -> None:
    link = link_of(bobs, gallery)
    with changing():
        galleries.unpublish(gallery=gallery)
    assert fetch(bobs, link).status == 200
    assert fetch(world.browser(acme, carla), link).status == 404


def test_it_ends_links_with_their_module(
    acme: Studio, gallery: Gallery, bobs: Browser, changing: Callable[[], Any]
) -> None:
    link = link_of(bobs, gallery)
    with changing():
        galleries.unpublish(gallery=gallery)
    acme.switch_off("gallery")
    resolve.forget_all()
    assert fetch(bobs, link).status == 404
    acme.switch_on("gallery", at=timezone.now())
    resolve.forget_all()
    assert fetch(bobs, link).status == 200


@pytest.mark.parametrize("kind", ["file", "archive"])
def test_it_ends_links_to_files_that_a_format_would_not_make_so_any_more(
    gallery: Gallery, acme: Studio, carla: Person, changing: Callable[[], Any], kind: str
) -> None:
    fmt = DeliveryFormat.objects.create(name="Web", pixels=800, remove_location=False)
    gallery.authorizations.exclude(client=None).get().formats.add(fmt)
    link = _prepared_link(world.browser(acme, carla), gallery, fmt, kind, changing)
    assert fetch(world.browser(acme, carla), link).status == 200
    with changing():
        formats.change(delivery_format=fmt, remove_location=True)
    assert fetch(world.browser(acme, carla), link).status == 404


def _prepared_link(
    browser: Browser, gallery: Gallery, fmt: DeliveryFormat, kind: str, changing: Any
) -> str:
    archive = f"/galleries/{gallery.public_id}/archive/?as={fmt.public_id}"
    assert browser.get(archive).status_code == 202
    with changing():
        for row in PreparedFile.objects.all():
            making.make(prepared_id=row.pk, at=gallery.created_at)
    if kind == "file":
        return link_of(browser, gallery, fmt.public_id)
    link = str(browser.get(archive).headers["Location"])
    assert Archive.objects.count() == 1
    return link
