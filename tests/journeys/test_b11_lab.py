"""B11: a framed print goes from its crop to the parcel, and nobody of the studio lifts a hand."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from safelight.fakelab.server import FakeLab
from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.paying import Checkout, turn_test_payments_on
from tests.journeys.pages.prices import Offers
from tests.journeys.pages.shipping import Parcels
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PUBLIC, WorkGallery, Workspace
from tests.journeys.stack import Stack, until

BUYER, PHOTO = "gerda@example.org", "framed_1.jpg"
ADDRESS = {
    "Name": "Gustav Weber", "Street and number": "Lange Str. 1", "Postal code": "10115",
    "City": "Berlin",
}  # fmt: skip


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("framer")


@pytest.fixture(scope="module")
def gallery(
    people: People, stack: Stack, base: str, tmp_path_factory: pytest.TempPathFactory
) -> WorkGallery:
    """A photo of which a framed print and a canvas are made by the fake lab."""
    staff = people.window()
    open_studio(staff, stack, address="framer")
    turn_test_payments_on(staff, base)
    made = Workspace(staff, base).make_gallery("Prints", PUBLIC)
    made.upload(pictures.write(tmp_path_factory.mktemp("framer"), [PHOTO]), state="finals")
    made.publish()
    host = urlsplit(base).hostname
    call = f"from tests.journeys.selling_by_lab import set_up; set_up({host!r}, {made.public_id!r})"
    stack.manage("shell", "--no-imports", "-c", call)
    return made


@pytest.fixture(scope="module")
def dialog(people: People, gallery: WorkGallery) -> Locator:
    """What opens for the photo in front of a client."""
    page = people.window()
    page.goto(gallery.link)
    return Offers(page).open(PHOTO)


@pytest.fixture(scope="module")
def buyer(dialog: Locator) -> Page:
    """The framed print is in the cart, with a part of the photo that was moved by keys."""
    offer = dialog.locator("section.offer", has_text="Framed prints")
    stage = offer.locator("[data-crop=stage]")
    stage.focus()
    for key in ("+", "+", "ArrowLeft"):
        stage.press(key)
    offer.get_by_role("button", name="Put in the cart").click()
    expect(dialog.page.locator("[data-cart-count]")).to_have_text("1")
    return dialog.page


def test_b11_it_shows_what_is_printed_in_the_shape_of_the_paper(dialog: Locator) -> None:
    offer = dialog.locator("section.offer", has_text="Canvas prints")
    frame = offer.locator("[data-crop=frame]")
    width, height = (float(frame.get_attribute(side) or 0) for side in ("width", "height"))
    # 16 by 24 inches.
    assert max(width, height) / min(width, height) == pytest.approx(1.5, abs=0.01)


def test_b11_it_keeps_the_part_that_was_chosen_with_the_line(buyer: Page, base: str) -> None:
    buyer.goto(f"{base}cart/")
    buyer.get_by_role("link", name="Choose what is printed").click()
    part = json.loads(buyer.locator("input[name=framing]").input_value())
    assert part["width"] < 1
    assert part["height"] < 1
    assert part["left"] + part["width"] / 2 < 0.5


def test_b11_it_says_what_the_lab_asks_for_sending(buyer: Page, base: str) -> None:
    parcels = Parcels(buyer, base).open().send_to("Germany")
    expect(parcels.ways(PHOTO)).to_contain_text("Standard shipping")
    expect(buyer.locator("#sum dl.totals dt", has_text="Standard shipping")).to_be_visible()


def test_b11_it_reaches_the_client_without_a_hand(
    buyer: Page, base: str, mailbox: Mailbox, fake_lab: FakeLab
) -> None:
    Parcels(buyer, base).open().send_to("Germany")
    paying = Checkout(buyer, base).order(BUYER, ADDRESS)
    paying.answer("Pay")
    # A file is rendered, sent, fetched, and told of by callbacks, each by a job of its own.
    until(lambda: mailbox.to(BUYER, "on its way"), what="a parcel", seconds=60)
    buyer.goto(paying.order_url)
    expect(buyer.get_by_role("heading", level=1)).to_contain_text("on its way")
    parcel = buyer.locator("#shipments li").filter(has_text=re.compile("Sent on"))
    expect(parcel).to_contain_text(PHOTO)
    assert parcel.get_by_role("link", name="Follow the parcel").get_attribute("href")
    assert not fake_lab.desk.broken
