"""A photo's own page: the same forms with scripts, where no new page is needed, and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.site import ClientGallery, Door
from tests.journeys.pages.workspace import PRIVATE, WorkGallery, Workspace
from tests.journeys.stack import Stack


@pytest.fixture(scope="module")
def gallery(people: People, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    staff = people.window()
    open_studio(staff, stack, address="one-by-one")
    made = Workspace(staff, stack.studio_url("one-by-one")).make_gallery("Letters", PRIVATE)
    made.set_password("lantern")
    made.change_settings("Comments", "Star ratings", "Picks")
    made.upload(pictures.write(tmp_path_factory.mktemp("letters"), ["one.jpg"]))
    made.publish()
    return made


def at_the_photo(page: Page, gallery: WorkGallery) -> Page:
    """Through the door, and by the photo's link to its page."""
    page.goto(gallery.link)
    Door(page).give("lantern")
    link = ClientGallery(page).tile("one.jpg").root.locator("[data-tile=link]")
    page.goto(f"{gallery.base.rstrip('/')}{link.get_attribute('href')}")
    return page


def speak(page: Page, text: str) -> None:
    page.get_by_role("button", name="Pick").click()
    expect(page.get_by_role("button", name="Picked")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="4 of 5 stars").click()
    expect(page.locator(".stars .is-on")).to_have_count(4)
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".thread")).to_contain_text(text)


def expect_kept(page: Page, text: str) -> None:
    page.reload()
    expect(page.get_by_role("button", name="Picked")).to_be_visible()
    expect(page.locator(".stars .is-on")).to_have_count(4)
    expect(page.locator(".thread li", has_text=text)).to_have_count(1)


def test_it_keeps_what_is_said_without_a_new_page(people: People, gallery: WorkGallery) -> None:
    page = at_the_photo(people.window(), gallery)
    page.evaluate("window.isTheSame = true")
    speak(page, "Brighter, please")
    assert page.evaluate("window.isTheSame") is True
    page.get_by_role("button", name="4 of 5 stars").click()
    expect(page.locator(".stars .is-on")).to_have_count(0)
    page.get_by_role("button", name="4 of 5 stars").click()
    expect(page.locator(".stars .is-on")).to_have_count(4)
    expect_kept(page, "Brighter, please")


def test_it_keeps_what_is_said_without_scripts(people: People, gallery: WorkGallery) -> None:
    page = at_the_photo(people.window(scripts=False), gallery)
    speak(page, "Darker, please")
    expect_kept(page, "Darker, please")
