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

    def order(self, email: str) -> PaymentPage:
        """Order what is in the cart, with a double click and every box ticked."""
        self.page.goto(f"{self.base}checkout/")
        self.page.get_by_label("Your e-mail address").fill(email)
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

    def answer(self, what: str) -> ClientOrder:
        """Go to the provider, and press one of its buttons."""
        self.button.click()
        expect(self.page.get_by_role("heading", name="Test payment")).to_be_visible()
        self.page.get_by_role("button", name=what, exact=True).click()
        return ClientOrder(self.page)


def turn_test_payments_on(page: Page, base: str) -> None:
    page.goto(f"{base}studio/prices/payments/")
    page.get_by_role("button", name="Turn test payments on").click()
    expect(page.get_by_text("Clients can try paying now")).to_be_visible()
