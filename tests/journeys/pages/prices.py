"""The team's pages of prices, and the offers that clients see."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class PriceLists:
    """The pages under ``/studio/prices/``; ``base`` is the studio's address."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def make(self, name: str, kind: str) -> PriceLists:
        """A new list; its page stays open."""
        self.page.goto(f"{self.base}studio/prices/new/")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.locator("label.choice-card", has_text=kind).click()
        self.page.get_by_role("button", name="Make the list").click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()
        return self

    def add_price(self, name: str, amount: str, *, tier: str = "") -> PriceLists:
        """One more row of the list that is open; of a tier of its own where it is sent."""
        self.page.get_by_role("link", name="Add a price").click()
        self.page.get_by_label("What is sold").fill(name)
        self.page.get_by_label("Price in").fill(amount)
        if tier:
            self.page.get_by_label("Shipping tier").select_option(label=tier)
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator(".price-rows li", has_text=name)).to_be_visible()
        return self

    def send_by(self, *profiles: str, tier: str) -> PriceLists:
        """Ship what the list that is open sells these ways, as goods of this tier."""
        for name in profiles:
            self.page.get_by_label(name, exact=True).check()
        form = self.page.locator("form.price-rules")
        form.get_by_label("Shipping tier").select_option(label=tier)
        form.get_by_role("button", name="Save").click()
        expect(self.page.get_by_text("It holds for carts from now on")).to_be_visible()
        return self

    def offer_only(self, state: str) -> PriceLists:
        """Sell by the list that is open only what is in this state."""
        self.page.get_by_label(state, exact=True).check()
        self.page.locator("form.price-rules").get_by_role("button", name="Save").click()
        expect(self.page.get_by_text("It holds for carts from now on")).to_be_visible()
        return self

    def hold_back_proofs(self) -> PriceLists:
        """Deliver at once only what is FINAL."""
        self.page.get_by_label("Deliver at once only FINAL").check()
        self.page.locator("form.price-rules").get_by_role("button", name="Save").click()
        expect(self.page.get_by_text("It holds for carts from now on")).to_be_visible()
        return self

    def offer_in(self, gallery: str, name: str) -> None:
        """Sell by this list in a gallery, by its public id."""
        self.page.goto(f"{self.base}studio/prices/galleries/{gallery}/")
        form = self.page.locator("form.prices-here", has_text="Sold in this gallery")
        form.locator("label.price-tick", has_text=name).locator("input").check()
        form.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("Clients see it at their next look")).to_be_visible()


class Offers:
    """What opens when a client presses the price tag of a photo."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tag(self, name: str) -> Locator:
        return self.page.locator(f'li.tile[data-name="{name}"] [data-action=buy]')

    def download(self, name: str) -> Locator:
        return self.page.locator(f'li.tile[data-name="{name}"] [data-action=download]')

    def open(self, name: str) -> Locator:
        """The dialog with the offers of a photo."""
        self.page.locator(f'li.tile[data-name="{name}"]').hover()
        self.tag(name).click()
        dialog = self.page.locator("dialog.buy-dialog")
        expect(dialog.get_by_role("heading", name=name)).to_be_visible()
        return dialog
