"""What is kept of a gallery's page is nobody's to choose."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from modules.gallery.models import Gallery
from modules.gallery.presenting import page
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row
from tests.support import world


@pytest.fixture
def gallery(inside_acme: Studio, monkeypatch: pytest.MonkeyPatch) -> Gallery:
    """Three photos, of which a page shows two at first."""
    monkeypatch.setattr(page, "FIRST_SCREEN", 2)
    made = make_gallery()
    make_row(made)
    for _ in range(3):
        make_photo(in_gallery=made)
    return made


@pytest.fixture
def guest(acme: Studio) -> Browser:
    return world.browser(acme)


def test_it_keeps_no_word_of_one_visitors_address_for_the_next(
    gallery: Gallery, guest: Browser
) -> None:
    here = f"/galleries/{gallery.public_id}/"
    assert "?after=" in guest.get(here, {"poison": "chalice"}).content.decode()
    assert "poison" not in guest.get(here).content.decode()


@pytest.mark.parametrize("name", [*page.FILTERS, "after"])
def test_it_keeps_one_page_however_many_addresses_are_invented(
    gallery: Gallery, guest: Browser, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = f"/galleries/{gallery.public_id}/"
    guest.get(here)
    kept: list[Any] = []
    monkeypatch.setattr(cache, "set", lambda *args: kept.append(args))
    for number in range(3):
        guest.get(here, {name: f"{number:022}"})
        guest.get(f"/api/v1{here}photos/", {"site": "1", "cursor": f"{number:022}"})
    assert len({key for key, *_rest in kept}) <= 1
