"""The checkout, the payment page, and the page that stands for a payment provider."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.pages.orders import ClientOrder


class Checkout:
    """From the cart to the payment page, for somebody without an account."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def order(self, email: str, address: dict[str, str] | None = None) -> PaymentPage:
        """Order what is in the cart, with a double click and every box ticked.

        ``address`` by the labels of its fields, in a country that was chosen before.
        """
        self.page.goto(f"{self.base}checkout/")
        self.page.get_by_label("Your e-mail address").fill(email)
        for label, words in (address or {}).items():
            self.page.get_by_label(label, exact=True).fill(words)
        for box in self.page.locator("input[name=consent]").all():
            expect(box).not_to_be_checked()
            box.check()
        self.page.get_by_role("button", name="Order with obligation to pay").dblclick()
        self.page.wait_for_url("**/orders/*/pay/**")
        return PaymentPage(self.page)


class PaymentPage:
    """``/orders/<id>/pay/``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.order_url = str(re.sub(r"pay/.*$", "", page.url))

    @property
    def button(self) -> Locator:
        return self.page.get_by_role("button", name="Pay (test)")

    def by_card(self) -> CardPage:
        """Go to Stripe."""
        self.page.get_by_role("button", name="Pay now").click()
        return CardPage(self.page)

    def answer(self, what: str) -> ClientOrder:
        """Go to the provider, and press one of its buttons."""
        self.button.click()
        expect(self.page.get_by_role("heading", name="Test payment")).to_be_visible()
        self.page.get_by_role("button", name=what, exact=True).click()
        return ClientOrder(self.page)


class CardPage:
    """The page of the Stripe that stands for the real one, where cards are paid by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("heading", name="Card payment")).to_be_visible()

    def told(self, way: str) -> CardPage:
        """Let the platform hear of it so, from now on."""
        self.page.locator(f'input[name=way][value="{way}"]').check()
        return self

    @property
    def lines(self) -> Locator:
        return self.page.locator("table tr")

    def press(self, what: str, *, twice: bool = False) -> None:
        self.page.get_by_role("button", name=what, exact=True).click(click_count=2 if twice else 1)


class StripeDesk:
    """Behind the counter of that Stripe."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    def open(self) -> StripeDesk:
        self.page.goto(self._address)
        return self

    def send_what_waits(self) -> None:
        self.page.get_by_role("button", name="that wait").click()
        expect(self.page.get_by_text("Nothing waits")).to_be_visible()

    def give_back(self, amount: str) -> None:
        """Of the newest payment, in the smallest unit."""
        self.page.get_by_label("Refund").first.fill(amount)
        self.page.get_by_role("button", name="Give back").first.click()


def connect_stripe(page: Page, base: str, answer: str) -> None:
    """Connect a studio's account, and press this where Stripe asks who one is."""
    page.goto(f"{base}studio/prices/payments/")
    page.get_by_role("button", name="Stripe").click()
    page.get_by_role("button", name=answer).click()
    page.wait_for_url(f"{base}studio/prices/payments/")


def turn_test_payments_on(page: Page, base: str) -> None:
    page.goto(f"{base}studio/prices/payments/")
    page.get_by_role("button", name="Turn test payments on").click()
    expect(page.get_by_text("Clients can try paying now")).to_be_visible()
