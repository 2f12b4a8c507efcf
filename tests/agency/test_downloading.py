"""The team downloads files of libraries, as those export them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.agency.models import Library
from modules.gallery.models import DeliveryFormat, DownloadEntry, PreparedFile
from safelight.accounts.models import Member
from tenants.models import Studio
from tests.agency import making
from tests.gallery.factories import original
from tests.gallery.plane import fetch


@pytest.fixture
def ana(inside_acme: Studio) -> Member:
    return making.member("ana")


@pytest.fixture
def desk(ana: Member) -> Library:
    made = making.library("Desk")
    making.give(ana, made, "see", "originals")
    return made


@pytest.fixture
def at(acme: Studio, ana: Member, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, ana.person)


def act(at: Browser, library: Library, *photos: Any) -> Any:
    said = {"action": "download", "photo": [photo.public_id for photo in photos]}
    return at.post(f"/studio/libraries/{library.public_id}/actions/", said)


def test_it_gives_the_untouched_file(at: Browser, desk: Library) -> None:
    photo = making.file(desk, stored=True)
    path = f"/studio/libraries/{desk.public_id}/files/{photo.public_id}/download/"
    assert fetch(at, at.get(path).headers["Location"]).body == original()
    assert DownloadEntry.objects.get().what == "original"


def test_it_packs_many_files_into_one_archive(at: Browser, desk: Library) -> None:
    answer = act(at, desk, making.file(desk, stored=True), making.file(desk, stored=True))
    body = fetch(at, answer.headers["Location"]).body
    assert body.startswith(b"PK")
    assert body.count(original()) == 2
    assert DownloadEntry.objects.filter(in_archive=True).count() == 2


def test_it_has_a_format_made_before_it_gives_it(at: Browser, desk: Library) -> None:
    desk.export_format = DeliveryFormat.objects.create(name="Web", pixels=800)
    desk.save(update_fields=["export_format"])
    photo = making.file(desk, stored=True)
    assert "/libraries/" in act(at, desk, photo).headers["Location"]
    assert PreparedFile.objects.filter(version=photo.version).exists()
    assert not DownloadEntry.objects.exists()


def test_it_gives_nothing_without_the_right(at: Browser, desk: Library, ana: Member) -> None:
    other = making.library("Other")
    making.give(ana, other, "see")
    photo = making.file(other, stored=True)
    path = f"/studio/libraries/{other.public_id}/files/{photo.public_id}/download/"
    assert at.get(path).status_code == 404
    act(at, other, photo)
    assert not DownloadEntry.objects.exists()
