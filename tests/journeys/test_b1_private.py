"""B1: a private customer's gallery with one general password."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.signing import answer_invitation, open_studio
from tests.journeys.pages.site import ClientGallery, Door
from tests.journeys.pages.workspace import PRIVATE, WorkGallery, Workspace
from tests.journeys.stack import Stack

TITLE = "Elin and Jonas"
GUEST, GROOM = "guest@example.org", "groom@example.org"
NAMES = [f"DSC_{number:04}.jpg" for number in range(1, 5)]


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack) -> Page:
    page = people.window()
    open_studio(page, stack, address="beeone")
    return page


@pytest.fixture(scope="module")
def gallery(staff: Page, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    """Steps 1 to 5: made, protected, filled, published and sent."""
    made = Workspace(staff, stack.studio_url("beeone")).make_gallery(TITLE, PRIVATE)
    made.set_password("lantern")
    made.upload(pictures.write(tmp_path_factory.mktemp("beeone"), NAMES))
    made.publish()
    made.send(GUEST, message="Your photos are here. The password is lantern.")
    return made


@pytest.fixture
def visitor(people: People, gallery: WorkGallery) -> Page:
    """Somebody with the link in a private window, before the door."""
    page = people.window()
    page.goto(gallery.link)
    return page


def test_b1_step_1_it_is_standard_and_hidden(gallery: WorkGallery) -> None:
    gallery.open("settings/")
    expect(gallery.page.get_by_label("Style")).to_have_value("standard")
    expect(gallery.page.get_by_label("Hidden", exact=False)).to_be_checked()


def test_b1_step_5_it_writes_the_password_only_where_staff_did(
    gallery: WorkGallery, mailbox: Mailbox
) -> None:
    mail = mailbox.wait_for(GUEST)
    assert "The password is lantern." in mail.text
    assert mail.text.count("lantern") == 1
    assert gallery.link in mail.text


def test_b1_accept_a_it_is_in_no_navigation_sitemap_or_search(
    gallery: WorkGallery, people: People, stack: Stack
) -> None:
    page = people.window()
    for path in ("", "sitemap.xml", "robots.txt", "?q=Elin", "search/?q=Elin"):
        page.goto(f"{stack.studio_url('b1')}{path}")
        assert TITLE not in page.content()
        assert gallery.public_id not in page.content()


def test_b1_accept_b_it_shows_only_the_password_form_without_the_password(visitor: Page) -> None:
    expect(visitor.locator("main input[type=password]")).to_be_visible()
    expect(visitor.locator("meta[name=robots]")).to_have_attribute("content", "noindex, nofollow")
    assert TITLE not in visitor.content()
    expect(visitor.locator("main img")).to_have_count(0)


def test_b1_accept_c_it_opens_the_grid_with_the_right_password(visitor: Page) -> None:
    Door(visitor).give("lantern")
    gallery = ClientGallery(visitor)
    gallery.expect_photos(len(NAMES))
    expect(gallery.tile(NAMES[0]).root.locator("img")).to_have_js_property("complete", True)


def test_b1_accept_d_it_leaks_no_title_or_thumbnail_for_a_wrong_password(visitor: Page) -> None:
    Door(visitor).give("lanterns")
    expect(visitor.locator(".field-error")).to_be_visible()
    assert TITLE not in visitor.content()
    assert not any(name in visitor.content() for name in NAMES)
    expect(visitor.locator("main img")).to_have_count(0)


def test_b1_accept_e_it_logs_the_password_and_no_name(visitor: Page, gallery: WorkGallery) -> None:
    Door(visitor).give("lantern")
    ClientGallery(visitor).expect_photos(len(NAMES))
    gallery.open("activity/")
    expect(gallery.entries.first).to_contain_text("general password")
    expect(gallery.entries.first.locator("th")).to_have_text("–")


def test_b1_accept_g_it_gives_the_groom_originals_after_sign_in_and_guests_none(
    gallery: WorkGallery, people: People, mailbox: Mailbox, visitor: Page, tmp_path: Path
) -> None:
    gallery.add_client(GROOM, originals="Yes")
    gallery.send(GROOM, message="All yours to keep.")
    groom = people.window()
    answer_invitation(groom, mailbox.wait_for(GROOM).link("/invitations/"), name="Jonas")
    saved = ClientGallery(groom).tile(NAMES[0]).save(tmp_path)
    assert saved.read_bytes() == pictures.jpeg(f"proof {NAMES[0]}")
    Door(visitor).give("lantern")
    guest = ClientGallery(visitor).tile(NAMES[0])
    guest.look_at()
    expect(guest.download).to_be_hidden()


def test_b1_it_asks_everybody_again_when_the_password_changes(
    gallery: WorkGallery, visitor: Page
) -> None:
    Door(visitor).give("lantern")
    ClientGallery(visitor).expect_photos(len(NAMES))
    gallery.set_password("lighthouse")
    visitor.reload()
    expect(visitor.locator("main input[type=password]")).to_be_visible()
    gallery.set_password("lantern")
