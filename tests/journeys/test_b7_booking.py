"""B7: a session type, a booking that is paid, its gallery, downloads, and one photo more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.bookings import Booker, TypePages, create_gallery, switch_on
from tests.journeys.pages.paying import PaymentPage, turn_test_payments_on
from tests.journeys.pages.signing import answer_invitation, open_studio
from tests.journeys.pages.site import ClientGallery
from tests.journeys.pages.workspace import WorkGallery
from tests.journeys.stack import Stack

ADDRESS, CLIENT = "beeseven", "maja@example.org"
PHOTOS = ["portrait_1.jpg", "portrait_2.jpg"]


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url(ADDRESS)


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack, base: str) -> Page:
    """Step 1: a session type with one photo included, final edits, and a price of one more."""
    page = people.window()
    open_studio(page, stack, address=ADDRESS)
    turn_test_payments_on(page, base)
    switch_on(stack, ADDRESS)
    made = TypePages(page, base).make("session", "Portraits", place="The studio")
    made.add_package("Classic", "200").deliver("final_edits", included="1", extra="15").publish()
    return page


@pytest.fixture(scope="module")
def client(staff: Page, people: People, base: str, mailbox: Mailbox) -> Page:
    """Step 2: a time is held, paid, and confirmed by mail."""
    page = people.window()
    Booker(page, base).hold("portraits").write("Maja Berg", CLIENT)
    page.get_by_role("button", name="Book and pay €200.00").click()
    page.wait_for_url("**/orders/*/pay/**")
    PaymentPage(page).answer("Pay")
    mailbox.wait_for(CLIENT, "Booked: Portraits")
    return page


@pytest.fixture(scope="module")
def gallery(client: Page, staff: Page, base: str, folder: Path) -> WorkGallery:
    """Steps 3 and 4: created from the booking, filled, published, sent."""
    made = create_gallery(staff, base, "Maja")
    made.upload(pictures.write(folder, PHOTOS), state="finals")
    made.publish()
    made.send(CLIENT, message="Here they are.")
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beeseven")


@pytest.fixture(scope="module")
def shown(gallery: WorkGallery, client: Page, mailbox: Mailbox) -> ClientGallery:
    link = mailbox.wait_for(CLIENT, "Maja Berg").link("/invitations/")
    answer_invitation(client, link, name="Maja")
    found = ClientGallery(client)
    found.expect_photos(len(PHOTOS))
    return found


def test_b7_step_2_it_confirms_with_a_calendar_entry(client: Page, mailbox: Mailbox) -> None:
    mail = mailbox.wait_for(CLIENT, "Booked: Portraits")
    names = [part.get_filename() for part in mail.message.iter_attachments()]
    assert names == ["session.ics"]
    client.goto(mail.link("/booking/"))
    expect(client.get_by_role("link", name="Add to your calendar")).to_be_visible()


def test_b7_step_3_it_brings_deliverables_along(gallery: WorkGallery) -> None:
    gallery.page.goto(f"{gallery.base}studio/prices/galleries/{gallery.public_id}/deliverables/")
    expect(gallery.page.locator("[name=mode][value=final_edits]")).to_be_checked()
    expect(gallery.page.locator("[name=included]")).to_have_value("1")


def test_b7_step_5_it_gives_the_first_and_asks_for_the_price_of_the_second(
    shown: ClientGallery, folder: Path, base: str
) -> None:
    first, second = (shown.tile(name) for name in PHOTOS)
    first.press(first.pick)
    expect(first.pick).to_have_attribute("aria-pressed", "true")
    assert first.save(folder / "got").name == PHOTOS[0]
    shown.page.reload()
    second.press(second.download)
    shown.page.get_by_role("link", name="Get it for €15.00").click()
    shown.page.get_by_role("button", name="Buy now").click()
    shown.page.wait_for_url("**/checkout/")
    for box in shown.page.locator("input[name=consent]").all():
        box.check()
    shown.page.get_by_role("button", name="Order with obligation to pay").click()
    shown.page.wait_for_url("**/orders/*/pay/**")
    PaymentPage(shown.page).answer("Pay")
    expect(shown.page.get_by_text("Your payment is in")).to_be_visible()
