"""B3: proofs, an order without payment, retouching, delivery; the core flow.

The tests follow the steps: each fixture does what its step says, once, and the tests after it
look at what has become of it.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People, status
from tests.journeys.mails import Mailbox
from tests.journeys.pages.orders import CartPage, ClientOrder, WorkOrder, only_order
from tests.journeys.pages.retouching import ADDRESS, CLIENT, OWNER, come_in, send_proofs
from tests.journeys.pages.signing import sign_in
from tests.journeys.pages.site import ClientGallery
from tests.journeys.pages.workspace import Uploader, WorkGallery
from tests.journeys.stack import Stack

PROOFS = [*(f"frame_{number}.jpg" for number in range(1, 6)), "frame_6.png"]
ORDERED = ("frame_1.jpg", "frame_2.jpg", "frame_3.jpg", "frame_6.png")
FINALS = ["frame_1.jpg", "frame_2.jpg"]
NEW, OTHER_CASE = "cover.jpg", "FRAME_3.JPG"
READY, RETOUCHED, DELIVERED = "Ready to deliver", "Being retouched", "Delivered"


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url(ADDRESS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("b3")


@pytest.fixture(scope="module")
def gallery(people: People, stack: Stack, folder: Path) -> WorkGallery:
    """Steps 1 to 3: made from the preset, proofs uploaded, published, sent."""
    return send_proofs(people, stack, folder, PROOFS)


@pytest.fixture(scope="module")
def client(gallery: WorkGallery, people: People, mailbox: Mailbox) -> Page:
    return come_in(people, mailbox)


@dataclass(frozen=True)
class Before:
    """What must still be the same after photos were replaced."""

    photo_ids: dict[str, str]
    item_ids: dict[str, str]


@pytest.fixture(scope="module")
def order(client: Page, gallery: WorkGallery, base: str) -> WorkOrder:
    """Steps 4 and 5: the client picks, says something, and orders with a double click."""
    shown = ClientGallery(client)
    lightbox = shown.open_photo("frame_1.jpg")
    lightbox.key(" ")
    lightbox.comment("A little brighter, please.")
    lightbox.close()
    for name in ORDERED:
        tile = shown.tile(name)
        tile.press(tile.cart)
        expect(tile.cart).to_have_attribute("aria-pressed", "true")
    cart = CartPage(client).open(base)
    cart.note("frame_1.jpg", "Soften the light.")
    cart.place_with_a_double_click()
    return only_order(gallery.page, base)


@pytest.fixture(scope="module")
def before(gallery: WorkGallery, order: WorkOrder) -> Before:
    items = order.open().item_ids()
    gallery.open()
    return Before({name: gallery.photo_id(name) for name in FINALS}, items)


@pytest.fixture(scope="module")
def uploader(before: Before, gallery: WorkGallery, folder: Path) -> Uploader:
    """Step 6: finals under the same names replace the proofs; two other names come along."""
    files = pictures.write(folder / "finals", [*FINALS, NEW, OTHER_CASE], look="final")
    gallery.upload(files, state="finals", clash="Replace")
    return Uploader(gallery.page)


@pytest.fixture(scope="module")
def recalculated(uploader: Uploader, order: WorkOrder) -> WorkOrder:
    """Step 7."""
    order.open().recalculate()
    return order.open()


@pytest.fixture(scope="module")
def delivered(recalculated: WorkOrder, mailbox: Mailbox) -> WorkOrder:
    """Step 8, by two people at once: the dialog is open in two tabs, and both press its button."""
    other = WorkOrder(recalculated.page.context.new_page(), recalculated.url).open()
    buttons = [each.ask_to_deliver() for each in (recalculated, other)]
    # Neither page is left before it has its answer.
    with recalculated.page.expect_navigation(), other.page.expect_navigation():
        for button in buttons:
            button.evaluate("button => setTimeout(() => button.click())")
    mailbox.wait_for(CLIENT, "can be downloaded")
    other.open()
    other.page.close()
    return recalculated.open()


@pytest.fixture(scope="module")
def delivery(delivered: WorkOrder, people: People, mailbox: Mailbox) -> ClientOrder:
    """The client's page of the order, opened by the link of the mail in a private window."""
    page = people.window()
    page.goto(mailbox.wait_for(CLIENT, "can be downloaded").link("/orders/"))
    sign_in(page, email=CLIENT)
    return ClientOrder(page)


def test_b3_step_1_it_is_proofing_and_hidden_and_gives_finals_only(gallery: WorkGallery) -> None:
    gallery.open("settings/")
    expect(gallery.page.get_by_label("Style")).to_have_value("proofing")
    expect(gallery.page.get_by_label("Hidden", exact=False)).to_be_checked()
    gallery.open("authorizations/")
    row = gallery.row(CLIENT).row
    expect(row.get_by_label("may order", exact=False)).to_be_checked()
    expect(row.get_by_label("Originals for", exact=False)).to_have_value("final")


def test_b3_step_4_it_puts_a_proof_in_the_cart_and_offers_no_download(client: Page) -> None:
    tile = ClientGallery(client).tile("frame_5.jpg")
    tile.look_at()
    expect(tile.download).to_be_hidden()
    tile.cart.click()
    expect(tile.cart).to_have_attribute("aria-pressed", "true")
    tile.cart.click()
    expect(tile.cart).to_have_attribute("aria-pressed", "false")


def test_b3_step_5_it_places_one_order_for_a_double_click(
    order: WorkOrder, mailbox: Mailbox
) -> None:
    mailbox.wait_for(OWNER, "New order")
    mailbox.wait_for(CLIENT, "Your order")
    assert len(mailbox.to(OWNER, "New order")) == 1
    assert len(mailbox.to(CLIENT, "Your order")) == 1
    order.open().expect_states(**{Path(name).stem: RETOUCHED for name in ORDERED})
    expect(order.item("frame_1.jpg")).to_contain_text("Soften the light.")
    expect(order.page.get_by_text("Nothing to pay")).to_be_visible()


def test_b3_accept_a_it_delivers_nothing_before_recalculating(
    uploader: Uploader, order: WorkOrder, mailbox: Mailbox
) -> None:
    order.open()
    expect(order.deliver_button).to_contain_text("(0 of 4)")
    order.deliver_button.click()
    expect(order.page.get_by_text("4 photos are held back")).to_be_visible()
    order.expect_states(frame_1=RETOUCHED, frame_2=RETOUCHED)
    assert mailbox.to(CLIENT, "can be downloaded") == []


def test_b3_step_7_it_makes_replaced_items_ready_and_leaves_the_others(
    recalculated: WorkOrder,
) -> None:
    recalculated.expect_states(frame_1=READY, frame_2=READY, frame_3=RETOUCHED, frame_6=RETOUCHED)
    expect(recalculated.deliver_button).to_contain_text("(2 of 4)")


def test_b3_step_8_it_sends_one_mail_with_the_finals_only(
    delivered: WorkOrder, mailbox: Mailbox
) -> None:
    delivered.expect_states(
        frame_1=DELIVERED, frame_2=DELIVERED, frame_3=RETOUCHED, frame_6=RETOUCHED
    )
    mails = mailbox.to(CLIENT, "can be downloaded")
    assert len(mails) == 1
    assert set(re.findall(r"frame_\d\.\w+", mails[0].text)) == set(FINALS)


def test_b3_accept_b_it_delivers_the_bytes_of_the_replaced_file(
    delivery: ClientOrder, tmp_path: Path
) -> None:
    saved = delivery.download("frame_1.jpg", tmp_path)
    assert saved.name == "frame_1.jpg"
    assert saved.read_bytes() == pictures.jpeg("final frame_1.jpg")


def test_b3_accept_b_it_delivers_the_same_bytes_all_at_once(
    delivery: ClientOrder, tmp_path: Path
) -> None:
    with zipfile.ZipFile(delivery.download_all(tmp_path)) as archive:
        assert archive.testzip() is None
        found = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert found == {name: pictures.jpeg(f"final {name}") for name in FINALS}


def test_b3_accept_c_it_keeps_ids_comments_picks_and_order_items(
    delivered: WorkOrder, before: Before, gallery: WorkGallery, client: Page
) -> None:
    assert delivered.item_ids() == before.item_ids
    gallery.open()
    assert {name: gallery.photo_id(name) for name in FINALS} == before.photo_ids
    client.goto(gallery.link)
    tile = ClientGallery(client).tile("frame_1.jpg")
    expect(tile.pick).to_have_attribute("aria-pressed", "true")
    expect(tile.root.locator("[data-tile=comment-count]")).to_have_text("1")


def test_b3_accept_d_it_adds_a_file_that_matches_nothing_and_says_so(
    delivered: WorkOrder, gallery: WorkGallery
) -> None:
    gallery.open()
    expect(gallery.photo(NEW)).to_have_count(1)
    expect(gallery.batch_note(NEW)).to_contain_text("No photo had this name, so it was added")


def test_b3_accept_e_it_reports_a_name_that_differs_in_case(
    delivered: WorkOrder, gallery: WorkGallery
) -> None:
    gallery.open()
    note = gallery.batch_note(OTHER_CASE)
    expect(note).to_contain_text("there is frame_3.jpg")
    expect(gallery.photo("frame_3.jpg")).to_have_count(1)
    expect(gallery.photo(OTHER_CASE)).to_have_count(1)


def test_b3_accept_e_it_matches_by_stem_where_the_option_says_so(
    delivered: WorkOrder, gallery: WorkGallery, folder: Path
) -> None:
    gallery.open()
    photo_id = gallery.photo_id("frame_6.png")
    files = pictures.write(folder / "stem", ["frame_6.jpg"], look="final")
    gallery.upload(files, state="finals", clash="Replace", stem=True)
    gallery.open()
    assert gallery.photo_id("frame_6.jpg") == photo_id
    expect(gallery.photo("frame_6.png")).to_have_count(0)


def test_b3_accept_f_it_gives_finals_again_from_the_gallery(
    delivery: ClientOrder, client: Page, gallery: WorkGallery, tmp_path: Path
) -> None:
    client.goto(gallery.link)
    saved = ClientGallery(client).tile("frame_2.jpg").save(tmp_path)
    assert saved.read_bytes() == pictures.jpeg("final frame_2.jpg")


def test_b3_accept_g_it_offers_finals_for_ordering_unless_told_otherwise(
    delivered: WorkOrder, gallery: WorkGallery, client: Page
) -> None:
    tile = ClientGallery(client).tile("frame_1.jpg")
    client.goto(gallery.link)
    tile.look_at()
    expect(tile.cart).to_be_visible()
    expect(tile.download).to_be_visible()
    gallery.change_settings("UNDEFINED", "PROOF")
    client.goto(gallery.link)
    tile.look_at()
    expect(tile.download).to_be_visible()
    expect(tile.cart).to_be_hidden()
    gallery.change_settings("UNDEFINED", "PROOF", checked=False)


def test_b3_accept_h_it_shows_the_state_under_each_photo(
    delivered: WorkOrder, gallery: WorkGallery, client: Page
) -> None:
    client.goto(gallery.link)
    shown = ClientGallery(client)
    expect(shown.tile("frame_1.jpg").state).to_have_text("Final")
    expect(shown.tile("frame_5.jpg").state).to_have_text("Proof")
    gallery.change_settings("Show the state", checked=False)
    client.goto(gallery.link)
    expect(shown.tile("frame_1.jpg").root.locator(".states")).to_have_count(0)


def test_b3_step_9_it_delivers_the_rest_with_a_mail_of_its_own(
    delivered: WorkOrder, gallery: WorkGallery, folder: Path, mailbox: Mailbox
) -> None:
    files = pictures.write(folder / "rest", ["frame_3.jpg"], look="final")
    gallery.upload(files, state="finals", clash="Replace")
    delivered.open().recalculate()
    delivered.open().deliver()
    mail = mailbox.wait_for(CLIENT, "can be downloaded", count=2)
    assert "frame_1.jpg" not in mail.text
    assert "frame_3.jpg" in mail.text


def test_b3_accept_i_it_sends_nothing_when_both_are_run_again(
    delivered: WorkOrder, mailbox: Mailbox
) -> None:
    before = len(mailbox.to(CLIENT, "can be downloaded"))
    entries = delivered.open().history.count()
    delivered.recalculate()
    delivered.open().deliver_button.click()
    expect(delivered.page.get_by_text("Already delivered by Alice")).to_be_visible()
    assert delivered.open().history.count() == entries
    assert len(mailbox.to(CLIENT, "can be downloaded")) == before


def test_b3_it_closes_at_the_next_request_when_the_client_is_taken_off(
    delivered: WorkOrder, gallery: WorkGallery, client: Page
) -> None:
    client.goto(gallery.link)
    ClientGallery(client).expect_photos(len(PROOFS) + 2)
    gallery.take_off(CLIENT)
    assert status(client, gallery.link) == 404
