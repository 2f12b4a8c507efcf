"""B13: prints by two carriers; a parcel costs its largest tier, once, to each territory its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.orders import CartPage
from tests.journeys.pages.paying import Checkout
from tests.journeys.pages.prices import Offers, PriceLists
from tests.journeys.pages.shipping import Parcels, ShippingPages
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PUBLIC, WorkGallery, Workspace
from tests.journeys.stack import Stack

ONE, OTHER = "one_1.jpg", "other_1.jpg"
STANDARD = {
    "small, Default": "4", "large, Default": "12", "small, Alps": "11", "large, Alps": "25",
}  # fmt: skip
ADDRESS = {
    "Name": "Gustav Weber", "Street and number": "Lange Str. 1", "Postal code": "10115",
    "City": "Berlin",
}  # fmt: skip
EXPEDITED = {"small, Home": "9", "large, Home": "30"}


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("parcels")


@pytest.fixture(scope="module")
def gallery(
    people: People, stack: Stack, base: str, tmp_path_factory: pytest.TempPathFactory
) -> WorkGallery:
    """Prints of two photos: small ones for 10, framed ones for 100, sent as B13 says."""
    staff = people.window()
    open_studio(staff, stack, address="parcels")
    made = Workspace(staff, base).make_gallery("Prints", PUBLIC)
    made.upload(pictures.write(tmp_path_factory.mktemp("parcels"), [ONE, OTHER]), state="finals")
    made.publish()
    shipping = ShippingPages(staff, base)
    for tier in ("small", "large"):
        shipping.add_tier(tier)
    shipping.add_territory("Alps", "Switzerland", "Liechtenstein")
    shipping.add_territory("Home", "Germany")
    shipping.add_profile("Standard", STANDARD)
    shipping.add_profile("Expedited", EXPEDITED)
    lists = PriceLists(staff, base).make("On paper", "Prints")
    lists.add_price("Small", "10").add_price("Framed", "100", tier="large")
    lists.send_by("Standard", "Expedited", tier="small").offer_in(made.public_id, "On paper")
    return made


@pytest.fixture(scope="module")
def buyer(people: People, gallery: WorkGallery) -> Page:
    """One framed print and four small ones of a photo, two small ones of another."""
    page = people.window()
    page.goto(gallery.link)
    for count, (name, row, copies) in enumerate(
        [(ONE, "Framed", "1"), (ONE, "Small", "4"), (OTHER, "Small", "2")], start=1
    ):
        dialog = Offers(page).open(name)
        dialog.get_by_label(row).check()
        dialog.get_by_label("Copies").fill(copies)
        dialog.get_by_role("button", name="Put in the cart").click()
        expect(page.locator("[data-cart-count]")).to_have_text(str(count))
    return page


@pytest.fixture(scope="module")
def parcels(buyer: Page, base: str) -> Parcels:
    """To Germany, the framed print and the four Standard, the two Expedited."""
    return Parcels(buyer, base).open().send_to("Germany").choose(OTHER, "Expedited")


def test_b13_it_asks_for_the_largest_tier_of_each_profile_once(parcels: Parcels) -> None:
    parcels.expect_sums(Standard="€12.00", Expedited="€9.00", Total="€181.00")


def test_b13_it_asks_the_same_for_400_small_prints(
    parcels: Parcels, buyer: Page, base: str
) -> None:
    cart = CartPage(buyer).open(base)
    copies = cart.lines.filter(has_text=ONE).filter(has_text="Small").get_by_label("Copies")
    for many, total in (("400", "€4,141.00"), ("4", "€181.00")):
        cart.open(base)
        copies.fill(many)
        buyer.get_by_role("button", name="Update the cart").last.click()
        expect(copies).to_have_value(many)
        parcels.open().expect_sums(Standard="€12.00", Expedited="€9.00", Total=total)


def test_b13_it_takes_the_territorys_price_and_default_elsewhere(parcels: Parcels) -> None:
    parcels.send_to("Switzerland").expect_sums(Standard="€25.00", Total="€185.00")
    parcels.send_to("Brazil").expect_sums(Standard="€12.00", Total="€172.00")


def test_b13_it_does_not_offer_a_profile_without_a_price_and_without_default(
    parcels: Parcels,
) -> None:
    parcels.send_to("Brazil")
    expect(parcels.ways(OTHER)).to_contain_text("Standard")
    expect(parcels.ways(OTHER)).not_to_contain_text("Expedited")
    expect(parcels.ways(OTHER).locator("select")).to_have_count(0)


def test_b13_it_keeps_in_the_order_what_the_parcels_cost(
    parcels: Parcels, buyer: Page, base: str
) -> None:
    parcels.send_to("Germany").choose(OTHER, "Expedited")
    paying = Checkout(buyer, base).order("gunnar@example.org", ADDRESS)
    buyer.goto(paying.order_url)
    sums = buyer.locator("dl.totals")
    for name, amount in (("Standard", "€12.00"), ("Expedited", "€9.00")):
        expect(sums.locator("dt", has_text=name).locator("+ dd")).to_have_text(amount)
    expect(sums.locator("dd.total").last).to_have_text("€181.00")
