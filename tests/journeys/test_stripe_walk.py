"""Paying by card over Stripe's library and HTTP; news of it come, come twice, late, or never."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.orders import WorkOrder
from tests.journeys.pages.paying import (
    CardPage,
    Checkout,
    PaymentPage,
    StripeDesk,
    connect_stripe,
)
from tests.journeys.pages.prices import Offers, PriceLists
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PUBLIC, WorkGallery, Workspace
from tests.journeys.stack import Stack, until
from tests.stripe_double import Courier, StripeDouble

PHOTO = "final_1.jpg"
# What the clock does every five minutes, as if five had gone by.
FIVE_MINUTES_LATER = """
from datetime import timedelta
from django.utils import timezone
from modules.commerce.services.paying import looking
from tenants.context import tenant_context
from tenants.models import Studio
with tenant_context(Studio.objects.get(address="cards")):
    print(looking.ask_for_all(at=timezone.now() + timedelta(minutes=5)))
"""


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url("cards")


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack, courier: Courier) -> Page:
    page = people.window()
    open_studio(page, stack, address="cards")
    return page


@pytest.fixture(scope="module")
def gallery(staff: Page, base: str, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    """Open to everybody, in a studio that takes cards; its photo costs 15 euros."""
    connect_stripe(staff, base, "Say who I am")
    expect(staff.get_by_text("Clients can pay by card from now on")).to_be_visible()
    made = Workspace(staff, base).make_gallery("Portraits", PUBLIC)
    made.upload(pictures.write(tmp_path_factory.mktemp("cards"), [PHOTO]), state="finals")
    made.publish()
    lists = PriceLists(staff, base).make("Files", "Downloads").add_price("Full size", "15,00")
    lists.offer_in(made.public_id, "Files")
    return made


@pytest.fixture
def to_pay(people: People, gallery: WorkGallery, base: str, request: pytest.FixtureRequest) -> Bill:
    """The photo ordered by somebody new."""
    page = people.window()
    page.goto(gallery.link)
    Offers(page).open(PHOTO).get_by_role("button", name="Put in the cart").click()
    expect(page.locator("[data-cart-count]")).to_have_text("1")
    email = f"{request.function.__name__[8:40]}@example.org"
    return Bill(Checkout(page, base).order(email), email)


class Bill:
    """An order that waits for its payment, and who ordered it."""

    def __init__(self, payment: PaymentPage, email: str) -> None:
        self.payment, self.email, self.page = payment, email, payment.page

    def expect_paid_once(self, mailbox: Mailbox, stripe: StripeDouble) -> None:
        """One charge, one receipt, one delivery."""
        mailbox.wait_for(self.email, "can be downloaded")
        mailbox.wait_for(self.email, "Receipt")
        for subject in ("can be downloaded", "Receipt"):
            assert len(mailbox.to(self.email, subject)) == 1
        sessions = [
            s for s in stripe.state.things.values() if s.get("customer_email") == self.email
        ]
        paid = [session for session in sessions if session["payment_status"] == "paid"]
        assert len(paid) == 1


def test_it_is_not_connected_before_stripe_knows_who_it_is(staff: Page, base: str) -> None:
    connect_stripe(staff, base, "Leave it for another day")
    expect(staff.get_by_text("Stripe still wants to know something")).to_be_visible()
    expect(staff.get_by_role("button", name="Go on at Stripe")).to_be_visible()


def test_it_finds_by_asking_what_nobody_told_whatever_the_browser_did(
    to_pay: Bill, mailbox: Mailbox, stripe: StripeDouble
) -> None:
    to_pay.payment.by_card()
    to_pay.page.go_back()
    second = to_pay.page.context.new_page()
    second.goto(to_pay.page.url)
    first = to_pay.payment.by_card()
    CardPage(PaymentPage(second).by_card().page)
    assert second.url == first.page.url
    expect(first.lines.first).to_contain_text(PHOTO)
    first.told("never").press("Pay", twice=True)
    expect(first.page.get_by_text("Your payment is in")).to_be_visible()
    second.reload()
    second.get_by_role("link", name="Back to the studio").click()
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    to_pay.expect_paid_once(mailbox, stripe)


def test_it_takes_a_card_after_a_declined_one_and_news_in_any_order(
    to_pay: Bill, mailbox: Mailbox, stripe: StripeDouble
) -> None:
    card = to_pay.payment.by_card().told("backwards")
    card.press("Pay with a card that is declined")
    expect(card.page.get_by_role("alert")).to_contain_text("declined")
    card.press("Pay, and be asked by the bank (3-D Secure)")
    card.press("No, stop it")
    card.press("Pay, and be asked by the bank (3-D Secure)")
    card.press("Yes, it is me")
    # Stripe was asked a moment before, about the declined card: the page looks again by itself.
    expect(card.page.get_by_text("Your payment is in")).to_be_visible(timeout=10_000)
    to_pay.expect_paid_once(mailbox, stripe)


def test_it_is_paid_once_where_news_come_later_than_the_clock(
    to_pay: Bill, mailbox: Mailbox, stripe: StripeDouble, stack: Stack, courier: Courier
) -> None:
    card = to_pay.payment.by_card().told("late")
    card.press("Pay, and close the browser before it comes back")
    until(lambda: len(courier.waiting) == 4, what="news that wait")
    assert mailbox.to(to_pay.email, "can be downloaded") == []
    stack.manage("shell", "-c", FIVE_MINUTES_LATER)
    mailbox.wait_for(to_pay.email, "can be downloaded")
    StripeDesk(card.page, stripe.address).open().send_what_waits()
    assert {status for _event, status in courier.said[-4:]} == {200}
    to_pay.expect_paid_once(mailbox, stripe)


def test_it_gives_back_by_line_and_hears_of_what_was_given_back_at_stripe(
    to_pay: Bill, mailbox: Mailbox, stripe: StripeDouble, staff: Page, base: str
) -> None:
    to_pay.payment.by_card().told("twice").press("Pay")
    mailbox.wait_for(to_pay.email, "can be downloaded")
    order = _order(staff, base)
    order.page.get_by_role("link", name="Refund").click()
    form = order.page.get_by_role("dialog")
    form.get_by_label("By line").check()
    form.get_by_label(PHOTO).fill("4,00")
    form.get_by_role("button", name="Give back").dblclick()
    assert "€4.00" in mailbox.wait_for(to_pay.email, "Refund").text
    expect(order.open().page.get_by_text("Refunded in part").first).to_be_visible()
    StripeDesk(to_pay.page, stripe.address).open().give_back("1100")
    assert "€11.00" in mailbox.wait_for(to_pay.email, "Refund", count=2).text
    expect(order.open().page.locator("#money .badge").first).to_have_text("Refunded")
    to_pay.expect_paid_once(mailbox, stripe)


def _order(page: Page, base: str) -> WorkOrder:
    """The newest order."""
    page.goto(f"{base}studio/orders/")
    page.locator("ul.list a.list-title").first.click()
    return WorkOrder(page, page.url)
