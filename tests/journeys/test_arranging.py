"""Putting photos and galleries into another order: by mouse, by key, and where it is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PRIVATE, WorkGallery, Workspace
from tests.journeys.stack import Stack

SAVED = "**/places/"
NAMES = ["one.jpg", "two.jpg", "three.jpg", "four.jpg"]


@pytest.fixture(scope="module")
def studio(people: People, stack: Stack) -> Workspace:
    page = people.window()
    open_studio(page, stack, address="arranging")
    return Workspace(page, stack.studio_url("arranging"))


@pytest.fixture(scope="module")
def gallery(studio: Workspace, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    made = studio.make_gallery("Walk", PRIVATE)
    for name in NAMES:
        made.upload(pictures.write(tmp_path_factory.mktemp("walk"), [name]))
    return made


def names(page: Page) -> list[str]:
    # The text and not what is painted of it: a page in the background paints nothing.
    return [text.strip() for text in page.locator(".thumbs .thumb-name").all_text_contents()]


def titles(page: Page) -> list[str]:
    return page.locator(".gallery-list .list-title").all_inner_texts()


def drag(what: Locator, onto: Locator, *, part: float = 0.2) -> None:
    """Hold the one, let it go over this part of the other's width and height."""
    what.scroll_into_view_if_needed()
    mouse = what.page.mouse
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    x, y = end["x"] + end["width"] * part, end["y"] + end["height"] * part
    mouse.move(x, y, steps=6)
    mouse.up()


def photo(page: Page, name: str) -> Locator:
    return page.locator(".thumbs > li", has_text=name)


def saved(page: Page, order: list[str]) -> None:
    """The page shows this order, and so it does when it is loaded again."""
    assert names(page) == order
    page.reload()
    assert names(page) == order


def test_it_drags_a_photo_and_keeps_its_place(gallery: WorkGallery) -> None:
    page = gallery.open().page
    with page.expect_response(SAVED):
        drag(photo(page, "four.jpg").locator(".thumb-photo"), photo(page, "one.jpg"))
    saved(page, ["four.jpg", "one.jpg", "two.jpg", "three.jpg"])


def test_it_drags_all_that_are_selected(gallery: WorkGallery) -> None:
    page = gallery.open().page
    photo(page, "four.jpg").get_by_role("checkbox").check()
    photo(page, "two.jpg").get_by_role("checkbox").check()
    with page.expect_response(SAVED):
        drag(photo(page, "two.jpg").locator(".thumb-photo"), photo(page, "three.jpg"), part=0.8)
    saved(page, ["one.jpg", "three.jpg", "four.jpg", "two.jpg"])


def test_it_moves_what_is_selected_by_key(gallery: WorkGallery) -> None:
    page = gallery.open().page
    photo(page, "three.jpg").get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    with page.expect_response(SAVED):
        page.keyboard.press(",")
    expect(page.locator("[data-arrange=said]")).to_have_text("Place 1 of 4 on this page")
    expect(photo(page, "three.jpg").get_by_role("checkbox")).to_be_focused()
    saved(page, ["three.jpg", "one.jpg", "four.jpg", "two.jpg"])


def test_it_puts_a_photo_back_that_is_refused(gallery: WorkGallery, studio: Workspace) -> None:
    page = gallery.open().page
    before = names(page)
    other = page.context.new_page()
    there = WorkGallery(other, gallery.base, gallery.public_id).open()
    photo(other, before[0]).get_by_role("checkbox").check()
    other.get_by_role("button", name="Delete").click()
    there.confirm("Delete")
    expect(other.get_by_text("1 photo deleted.")).to_be_visible()
    other.close()
    drag(photo(page, before[-1]).locator(".thumb-photo"), photo(page, before[0]))
    expect(page.locator("#toasts")).to_contain_text("The photos changed meanwhile.")
    assert names(page) == before


def test_it_drags_a_gallery_by_its_grip(studio: Workspace, gallery: WorkGallery) -> None:
    for title in ("Harbour", "Garden"):
        studio.make_gallery(title, PRIVATE)
    page = studio.page
    page.goto(f"{studio.base}studio/galleries/")
    rows = page.locator(".gallery-list > li")
    with page.expect_response(SAVED):
        drag(rows.nth(2).locator("[data-arrange=grip]"), rows.nth(0))
    with page.expect_response(SAVED):
        page.get_by_role("button", name="Move Walk down").click()
    page.reload()
    assert titles(page) == ["Garden", "Harbour", "Walk"]


def test_it_moves_a_gallery_without_scripts(studio: Workspace, people: People) -> None:
    page = people.window(scripts=False)
    page.context.add_cookies(studio.page.context.cookies())  # type: ignore[arg-type]
    page.goto(f"{studio.base}studio/galleries/")
    page.get_by_role("button", name="Move Walk up").click()
    assert titles(page) == ["Garden", "Walk", "Harbour"]
