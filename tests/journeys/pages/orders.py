"""The cart, the client's page of an order, and the team's."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.pages.site import saved

ALL = re.compile(r"^Download (all|\d+ photos?)")


class CartPage:
    """What a client means to order."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, base: str) -> CartPage:
        self.page.goto(f"{base}cart/")
        return self

    @property
    def lines(self) -> Locator:
        return self.page.locator("ul.cart-list > li")

    def note(self, name: str, words: str) -> None:
        self.lines.filter(has_text=name).get_by_label("What should we retouch?").fill(words)

    def place_with_a_double_click(self) -> ClientOrder:
        self.page.get_by_role("button", name="Place order").dblclick()
        self.page.wait_for_url("**/orders/*/**")
        return ClientOrder(self.page)


class ClientOrder:
    """An order as its client sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def item(self, name: str) -> Locator:
        return self.page.locator("ul.cart-list > li", has_text=name)

    def download(self, name: str, folder: Path) -> Path:
        with self.page.expect_download() as started:
            self.page.get_by_label(f"Download {name}").click()
        return saved(started.value, folder)

    def download_all(self, folder: Path) -> Path:
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=ALL).click()
        return saved(started.value, folder)


class WorkOrder:
    """An order as the team sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self) -> WorkOrder:
        self.page.goto(self.url)
        return self

    def item(self, name: str) -> Locator:
        return self._items.filter(has_text=name)

    def item_ids(self) -> dict[str, str]:
        """File name of each photo of the order, and what its row is known by."""
        names = str(self.page.get_by_label("File names").input_value()).split(", ")
        return {name: str(self.item(name).get_attribute("id")) for name in names}

    def expect_states(self, **words: str) -> None:
        """What the page says of each file, named by its stem."""
        for stem, state in words.items():
            expect(self.item(f"{stem}.")).to_contain_text(state)

    def recalculate(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Recalculate").click()

    @property
    def _items(self) -> Locator:
        return self.page.get_by_label("What was ordered").locator("> li")

    @property
    def deliver_button(self) -> Locator:
        return self.page.get_by_role("button", name="Deliver what is ready")

    def ask_to_deliver(self) -> Locator:
        """Press the button; the one of the dialog that really delivers."""
        self.deliver_button.click()
        return self.page.get_by_role("dialog").get_by_role("button", name="Deliver")

    def deliver(self) -> None:
        button = self.ask_to_deliver()
        with self.page.expect_navigation():
            button.click()

    @property
    def history(self) -> Locator:
        panel = self.page.locator("section.panel", has_text="What happened")
        return panel.locator("ol.timeline > li")


def only_order(page: Page, base: str) -> WorkOrder:
    """The one order of a studio, found through the list of orders."""
    page.goto(f"{base}studio/orders/")
    title = page.locator("ul.list a.list-title")
    expect(title).to_have_count(1)
    title.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Order")
    return WorkOrder(page, page.url)
