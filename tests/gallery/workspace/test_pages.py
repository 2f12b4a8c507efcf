"""Every tab opens for those who may see it, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import Gallery
from modules.gallery.services import galleries
from safelight.accounts.models import Person
from tenants.models import Studio

Open = Callable[..., Browser]
VIEW_TABS = ("", "feedback/", "activity/", "feedback/picks.csv", "activity/downloads.csv")
MANAGE_TABS = ("settings/", "delete/")
AUTHORIZE_TABS = ("authorizations/", "send/")


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    return galleries.create(title="Ida & Jonas", preset="protected_retouch")


def _get(browser: Browser, gallery: Gallery, tab: str) -> int:
    return browser.get(f"/studio/galleries/{gallery.public_id}/{tab}").status_code


@pytest.mark.parametrize("tab", VIEW_TABS + MANAGE_TABS + AUTHORIZE_TABS)
def test_it_opens_every_tab_for_the_owner(
    tab: str, acme: Studio, alice: Person, browser: Open, gallery: Gallery
) -> None:
    assert _get(browser(acme, alice), gallery, tab) == 200


@pytest.mark.parametrize("tab", VIEW_TABS)
def test_it_lets_a_retoucher_look(
    tab: str, acme: Studio, bob: Person, browser: Open, gallery: Gallery
) -> None:
    assert _get(browser(acme, bob), gallery, tab) == 200


@pytest.mark.parametrize("tab", MANAGE_TABS + AUTHORIZE_TABS)
def test_it_keeps_a_retoucher_from_deciding(
    tab: str, acme: Studio, bob: Person, browser: Open, gallery: Gallery
) -> None:
    assert _get(browser(acme, bob), gallery, tab) == 403


@pytest.mark.parametrize("path", ["", "new/", "formats/", "formats/new/"])
def test_it_opens_the_pages_above_galleries(
    path: str, acme: Studio, alice: Person, browser: Open
) -> None:
    assert browser(acme, alice).get(f"/studio/galleries/{path}").status_code == 200


@pytest.mark.parametrize("tab", VIEW_TABS + MANAGE_TABS + AUTHORIZE_TABS)
def test_it_shuts_a_client_out(
    tab: str, acme: Studio, carla: Person, browser: Open, gallery: Gallery
) -> None:
    assert _get(browser(acme, carla), gallery, tab) == 403


def test_it_knows_no_gallery_of_another_studio(
    bolt: Studio, mallory: Person, browser: Open, gallery: Gallery
) -> None:
    assert _get(browser(bolt, mallory), gallery, "") == 404
