"""B4, and B3 with a price: files are bought, paid, delivered by themselves or once retouched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.orders import ClientOrder, WorkOrder, only_order
from tests.journeys.pages.paying import Checkout, PaymentPage, turn_test_payments_on
from tests.journeys.pages.prices import Offers, PriceLists
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PUBLIC, WorkGallery, Workspace
from tests.journeys.stack import Stack

OWNER, BUYER = "alice@beefour.example", "gustav@example.org"
FINAL, PROOF = "final_1.jpg", "proof_1.jpg"


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("beefour")


@pytest.fixture(scope="module")
def gallery(
    people: People, stack: Stack, base: str, tmp_path_factory: pytest.TempPathFactory
) -> WorkGallery:
    """Open to everybody; each file costs 15 euros, and what is not FINAL is retouched first."""
    staff = people.window()
    open_studio(staff, stack, address="beefour")
    turn_test_payments_on(staff, base)
    made = Workspace(staff, base).make_gallery("Portraits", PUBLIC)
    folder = tmp_path_factory.mktemp("beefour")
    made.upload(pictures.write(folder, [FINAL]), state="finals")
    made.upload(pictures.write(folder, [PROOF]), state="proofs")
    made.publish()
    lists = PriceLists(staff, base).make("Files", "Downloads").add_price("Full size", "15,00")
    lists.hold_back_proofs().offer_in(made.public_id, "Files")
    return made


@pytest.fixture(scope="module")
def unpaid(people: People, gallery: WorkGallery, base: str) -> PaymentPage:
    """Both files ordered by somebody without an account."""
    page = people.window()
    page.goto(gallery.link)
    for count, name in enumerate((FINAL, PROOF), start=1):
        Offers(page).open(name).get_by_role("button", name="Put in the cart").click()
        expect(page.locator("[data-cart-count]")).to_have_text(str(count))
    return Checkout(page, base).order(BUYER)


@pytest.fixture(scope="module")
def order(unpaid: PaymentPage, gallery: WorkGallery, base: str) -> WorkOrder:
    return only_order(gallery.page, base)


@pytest.fixture(scope="module")
def declined(unpaid: PaymentPage, order: WorkOrder) -> PaymentPage:
    unpaid.answer("Decline the card")
    expect(unpaid.page.get_by_text("Your payment did not go through")).to_be_visible()
    return unpaid


@pytest.fixture(scope="module")
def paid(declined: PaymentPage, order: WorkOrder, mailbox: Mailbox) -> WorkOrder:
    """Paid at last, by a browser that never comes back."""
    declined.answer("Pay, and lose the browser")
    mailbox.wait_for(BUYER, "can be downloaded")
    return order.open()


@pytest.fixture(scope="module")
def buyer(paid: WorkOrder, unpaid: PaymentPage) -> ClientOrder:
    unpaid.page.goto(unpaid.order_url)
    return ClientOrder(unpaid.page)


def test_b4_step_1_it_tells_the_studio_of_one_order_for_a_double_click(
    unpaid: PaymentPage, order: WorkOrder, mailbox: Mailbox
) -> None:
    mailbox.wait_for(OWNER, "New order")
    assert len(mailbox.to(OWNER, "New order")) == 1
    expect(unpaid.page.get_by_text("€30.00")).to_be_visible()


def test_b4_accept_a_it_leaves_an_unpaid_order_for_the_team_to_see(
    declined: PaymentPage, order: WorkOrder, mailbox: Mailbox
) -> None:
    order.open().expect_states(final_1="Not released yet", proof_1="Not released yet")
    assert mailbox.to(BUYER, "can be downloaded") == []


def test_b4_accept_b_it_is_paid_and_delivered_without_the_browser(
    paid: WorkOrder, mailbox: Mailbox
) -> None:
    paid.expect_states(final_1="Delivered", proof_1="Being retouched")
    mails = mailbox.to(BUYER, "can be downloaded")
    assert len(mails) == 1
    assert set(re.findall(r"(?:final|proof)_\d\.jpg", mails[0].text)) == {FINAL}
    assert len(mailbox.to(BUYER, "Receipt")) == 1


def test_b4_accept_d_it_gives_the_very_bytes_of_the_original(
    buyer: ClientOrder, tmp_path: Path
) -> None:
    saved = buyer.download(FINAL, tmp_path)
    assert saved.name == FINAL
    assert saved.read_bytes() == pictures.jpeg(f"proof {FINAL}")


def test_b4_accept_f_it_gives_the_client_an_invoice(buyer: ClientOrder) -> None:
    with buyer.page.expect_download() as started:
        buyer.page.get_by_role("link", name="Invoice").first.click()
    assert started.value.path().read_bytes().startswith(b"%PDF-")


def test_b3_paid_it_delivers_the_proof_once_it_is_retouched(
    paid: WorkOrder, gallery: WorkGallery, mailbox: Mailbox, tmp_path: Path, buyer: ClientOrder
) -> None:
    finals = pictures.write(tmp_path, [PROOF], look="final")
    gallery.upload(finals, state="finals", clash="Replace")
    paid.open().recalculate()
    paid.open().deliver()
    mailbox.wait_for(BUYER, "can be downloaded", count=2)
    buyer.page.reload()
    saved = buyer.download(PROOF, tmp_path)
    assert saved.read_bytes() == pictures.jpeg(f"final {PROOF}")
    paid.open().expect_states(final_1="Delivered", proof_1="Delivered")


def test_t12_it_gives_a_part_back_once_and_says_so(paid: WorkOrder, mailbox: Mailbox) -> None:
    page: Page = paid.open().page
    page.get_by_role("link", name="Refund").or_(page.get_by_role("button", name="Refund")).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_text("Everything that is left: €30.00")).to_be_visible()
    form.get_by_label("An amount, spread over the order").check()
    form.get_by_label("Amount", exact=True).fill("10,00")
    form.get_by_role("button", name="Give back").dblclick()
    assert "€10.00" in mailbox.wait_for(BUYER, "Refund").text
    assert len(mailbox.to(BUYER, "Refund")) == 1
    expect(paid.open().page.get_by_text("Refunded in part").first).to_be_visible()
