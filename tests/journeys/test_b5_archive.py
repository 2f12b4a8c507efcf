"""B5: an archive with FINAL ones for nothing and PROOFs for a price, switched by the state."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.prices import Offers, PriceLists
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PUBLIC, WorkGallery, Workspace
from tests.journeys.stack import Stack

FINAL, PROOF = "final_1.jpg", "proof_1.jpg"


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack) -> Page:
    page = people.window()
    open_studio(page, stack, address="beefive")
    return page


@pytest.fixture(scope="module")
def gallery(staff: Page, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    """Open to everybody; originals are free where they are FINAL, and cost where they are PROOF."""
    base = stack.studio_url("beefive")
    made = Workspace(staff, base).make_gallery("Archive", PUBLIC)
    folder = tmp_path_factory.mktemp("beefive")
    made.upload(pictures.write(folder, [FINAL]), state="finals")
    made.upload(pictures.write(folder, [PROOF]), state="proofs")
    made.open("authorizations/")
    made.row("Anybody").originals("FINAL only")
    made.save_table()
    made.publish()
    lists = PriceLists(staff, base).make("Files", "Downloads").add_price("Full size", "15,00")
    lists.offer_only("PROOF").offer_in(made.public_id, "Files")
    return made


@pytest.fixture(scope="module")
def visitor(gallery: WorkGallery, people: People) -> Page:
    page = people.window()
    page.goto(gallery.link)
    return page


def test_b5_it_shows_a_final_one_for_nothing_and_a_proof_with_its_price(visitor: Page) -> None:
    offers = Offers(visitor)
    expect(offers.download(FINAL)).not_to_have_attribute("hidden", "")
    expect(offers.tag(FINAL)).to_have_attribute("hidden", "")
    expect(offers.download(PROOF)).to_have_attribute("hidden", "")
    dialog = offers.open(PROOF)
    expect(dialog.locator("output")).to_have_text("€15.00")
    expect(dialog.get_by_text("as soon as it is finished")).to_be_visible()


def test_b5_it_puts_the_proof_in_the_cart(visitor: Page) -> None:
    visitor.locator("dialog.buy-dialog").get_by_role("button", name="Put in the cart").click()
    expect(visitor.locator("dialog.buy-dialog")).to_be_hidden()
    expect(visitor.locator("[data-cart-count]")).to_have_text("1")


def test_b5_it_flips_the_offer_with_the_state_at_once(gallery: WorkGallery, visitor: Page) -> None:
    photo = gallery.open().photo_id(PROOF)
    gallery.open(f"photos/{photo}/")
    gallery.page.get_by_role("button", name="FINAL", exact=True).click()
    expect(gallery.page.get_by_text("The photo is FINAL now")).to_be_visible()
    visitor.reload()
    offers = Offers(visitor)
    expect(offers.download(PROOF)).not_to_have_attribute("hidden", "")
    expect(offers.tag(PROOF)).to_have_attribute("hidden", "")


def test_c4_2_it_says_in_the_cart_that_it_is_not_sold_any_more(visitor: Page, stack: Stack) -> None:
    visitor.goto(f"{stack.studio_url('beefive')}cart/")
    line = visitor.locator("li.is-lost", has_text=PROOF)
    expect(line.get_by_text("It is not sold while it is FINAL.")).to_be_visible()
