"""B6: one public gallery, two guests who order apart, finals under the same names, one click."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.orders import CartPage
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.site import ClientGallery, saved
from tests.journeys.pages.workspace import PUBLIC_TRANSFER, WorkGallery, Workspace
from tests.journeys.stack import Stack

PHOTOS = ["run_1.jpg", "run_2.jpg", "run_3.jpg"]
ANNA, BERT = "anna@example.org", "bert@example.org"
READY = "are ready"


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("beesix")


@pytest.fixture(scope="module")
def gallery(
    people: People, stack: Stack, base: str, tmp_path_factory: pytest.TempPathFactory
) -> WorkGallery:
    """Step 1: made from the preset, open to everybody, to be ordered for nothing."""
    staff = people.window()
    open_studio(staff, stack, address="beesix")
    made = Workspace(staff, base).make_gallery("City run", PUBLIC_TRANSFER)
    made.upload(pictures.write(tmp_path_factory.mktemp("b6"), PHOTOS), state="proofs")
    made.open("authorizations/")
    made.row("Anybody").may("order")
    made.save_table()
    made.publish()
    return made


def order(people: People, gallery: WorkGallery, base: str, email: str, *names: str) -> Page:
    """Step 2: a guest picks and orders."""
    page = people.window()
    page.goto(gallery.link)
    for name in names:
        tile = ClientGallery(page).tile(name)
        tile.press(tile.cart)
        expect(tile.cart).to_have_attribute("aria-pressed", "true")
    cart = CartPage(page).open(base)
    page.get_by_label("Your e-mail address").fill(email)
    cart.place_with_a_double_click()
    return page


@pytest.fixture(scope="module")
def anna(people: People, gallery: WorkGallery, base: str) -> Page:
    return order(people, gallery, base, ANNA, "run_1.jpg", "run_2.jpg")


@pytest.fixture(scope="module")
def bert(people: People, gallery: WorkGallery, base: str) -> Page:
    return order(people, gallery, base, BERT, "run_2.jpg", "run_3.jpg")


@pytest.fixture(scope="module")
def transfer(
    gallery: WorkGallery, anna: Page, bert: Page, tmp_path_factory: pytest.TempPathFactory
) -> WorkGallery:
    """Step 4: finals under the same names, but for one that nobody has, and one is missing."""
    files = ["RUN_1.JPG", "run_2.jpg", "warmup.jpg"]
    written = pictures.write(tmp_path_factory.mktemp("finals"), files, look="final")
    gallery.upload(written, state="finals", tab="transfer/")
    return gallery


def test_b6_it_says_what_does_not_match_before_anything_is_sent(
    transfer: WorkGallery, mailbox: Mailbox
) -> None:
    page = transfer.open("transfer/").page
    expect(page.get_by_text("1 final matches no photo")).to_be_visible()
    expect(page.get_by_text("warmup.jpg")).to_be_visible()
    expect(page.get_by_text("1 ordered photo has no final yet")).to_be_visible()
    assert mailbox.to(ANNA, READY) == []


def test_b6_it_tells_who_has_all_and_says_who_waits(
    transfer: WorkGallery, mailbox: Mailbox
) -> None:
    page = transfer.open("transfer/").page
    page.get_by_role("button", name="Notify clients").click()
    expect(page.get_by_role("heading", name="1 client was told now")).to_be_visible()
    expect(page.get_by_text("No final yet: run_3.jpg")).to_be_visible()
    mailbox.wait_for(ANNA, READY)
    assert mailbox.to(BERT, READY) == []


def test_b6_it_tells_nobody_twice(transfer: WorkGallery, mailbox: Mailbox) -> None:
    page = transfer.open("transfer/").page
    page.get_by_role("button", name="Notify clients").click()
    expect(page.get_by_role("heading", name="1 client was told before")).to_be_visible()
    assert len(mailbox.to(ANNA, READY)) == 1


def test_b6_it_opens_the_tab_by_the_mail_and_not_by_the_order(
    anna: Page, transfer: WorkGallery, mailbox: Mailbox
) -> None:
    anna.goto(transfer.link)
    expect(anna.get_by_role("link", name="Photos to download")).to_have_count(0)
    anna.goto(f"{transfer.link}finals/")
    expect(anna.get_by_text("This opens by the personal link")).to_be_visible()
    anna.goto(mailbox.wait_for(ANNA, READY).link("/finals/"))
    expect(anna.get_by_role("heading", name="2 photos are ready")).to_be_visible()
    anna.goto(transfer.link)
    expect(anna.get_by_role("link", name="Photos to download")).to_be_visible()


def test_b6_it_gives_each_what_they_ordered(anna: Page, bert: Page, transfer: WorkGallery) -> None:
    anna.goto(f"{transfer.link}finals/")
    names = anna.locator(".finals-name")
    # In the gallery's order, which is that of arriving: two uploads at once arrive as they like.
    expect(names).to_have_count(2)
    assert set(names.all_inner_texts()) == {"RUN_1.JPG", "run_2.jpg"}
    bert.goto(f"{transfer.link}finals/")
    expect(bert.locator(".finals-name")).to_have_count(0)


def test_b6_it_downloads_the_very_final(anna: Page, transfer: WorkGallery, tmp_path: Path) -> None:
    anna.goto(f"{transfer.link}finals/")
    with anna.expect_download() as started:
        anna.get_by_label("Download run_2.jpg").click()
    assert saved(started.value, tmp_path).read_bytes() == pictures.jpeg("final run_2.jpg")
    with anna.expect_download() as archive:
        anna.get_by_role("link", name=re.compile("^Download all")).click()
    assert archive.value.suggested_filename == "City run.zip"


def test_b6_it_shows_the_personal_link_in_the_order(
    transfer: WorkGallery, base: str, mailbox: Mailbox
) -> None:
    page = transfer.page
    page.goto(f"{base}studio/orders/?q={ANNA}")
    page.locator("ul.list a.list-title").first.click()
    link = page.get_by_label("Personal link to City run")
    expect(link).to_have_value(mailbox.wait_for(ANNA, READY).link("/finals/"))
