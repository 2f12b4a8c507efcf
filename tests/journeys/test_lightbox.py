"""Looking at photos with the keyboard alone: next, pick, rate, comment, close."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.site import ClientGallery, Door
from tests.journeys.pages.workspace import PRIVATE, WorkGallery, Workspace
from tests.journeys.stack import Stack

NAMES = ["one.jpg", "two.jpg", "three.jpg"]


@pytest.fixture(scope="module")
def gallery(people: People, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    staff = people.window()
    open_studio(staff, stack, address="keys-only")
    made = Workspace(staff, stack.studio_url("keys-only")).make_gallery("Keys", PRIVATE)
    made.set_password("lantern")
    made.change_settings("Comments", "Star ratings", "Picks")
    for name in NAMES:
        made.upload(pictures.write(tmp_path_factory.mktemp("keys"), [name]))
    made.publish()
    return made


@pytest.fixture(scope="module")
def guest(gallery: WorkGallery, people: People) -> Page:
    page = people.window()
    page.goto(gallery.link)
    Door(page).give("lantern")
    ClientGallery(page).expect_photos(len(NAMES))
    return page


@pytest.fixture
def shown(guest: Page, gallery: WorkGallery) -> ClientGallery:
    guest.goto(gallery.link)
    return ClientGallery(guest)


def test_it_goes_through_the_photos_with_the_arrows(shown: ClientGallery) -> None:
    lightbox = shown.open_photo("one.jpg")
    for name in ("two.jpg", "three.jpg"):
        lightbox.key("ArrowRight")
        lightbox.expect_name(name)
    lightbox.key("ArrowLeft")
    lightbox.expect_name("two.jpg")
    lightbox.key("Escape")
    expect(shown.page.locator(".pswp")).to_have_count(0)


def test_it_picks_with_space_and_rates_with_a_digit(shown: ClientGallery) -> None:
    lightbox = shown.open_photo("one.jpg")
    lightbox.key(" ")
    lightbox.key("4")
    expect(lightbox.root.locator("[data-action=pick]")).to_have_attribute("aria-pressed", "true")
    lightbox.expect_stars(4)
    lightbox.close()
    shown.page.reload()
    expect(shown.tile("one.jpg").pick).to_have_attribute("aria-pressed", "true")
    expect(shown.tile("one.jpg").root).to_have_attribute("data-stars", "4")


def test_it_does_not_pick_while_somebody_writes(shown: ClientGallery) -> None:
    lightbox = shown.open_photo("two.jpg")
    lightbox.comment("Space 1 2 3")
    lightbox.close()
    expect(shown.tile("two.jpg").pick).to_have_attribute("aria-pressed", "false")


def test_it_shows_the_team_what_was_picked_rated_and_said(
    guest: Page, gallery: WorkGallery
) -> None:
    gallery.open("feedback/")
    expect(gallery.page.locator("main")).to_contain_text("Space 1 2 3")
    expect(gallery.page.locator("ul.names")).to_contain_text("one.jpg")


def test_it_opens_a_photo_by_its_address(shown: ClientGallery) -> None:
    shown.open_photo("three.jpg")
    shown.page.reload()
    expect(shown.page.locator(".pswp [data-tile=name]")).to_have_text("three.jpg")
