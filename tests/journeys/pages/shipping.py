"""How goods travel: the team's pages of it, and what a client chooses at the checkout."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class ShippingPages:
    """``/studio/prices/shipping/``; ``base`` is the studio's address."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self._url = f"{base}studio/prices/shipping/"

    def add_tier(self, name: str) -> None:
        """Larger than all that are there."""
        self._new("New tier", name)
        self._save()

    def add_territory(self, name: str, *countries: str) -> None:
        self._new("New territory", name)
        for country in countries:
            self.page.get_by_label("Find a country").fill(country)
            self.page.get_by_label(country, exact=True).check()
        self._save()

    def add_profile(self, name: str, prices: dict[str, str]) -> None:
        """``prices`` by the label of their field, such as ``small, Default``."""
        self._new("New shipping profile", name)
        self.page.get_by_role("button", name="On to its prices").click()
        for label, amount in prices.items():
            self.page.get_by_label(label, exact=True).fill(amount)
        self._save()

    def _new(self, link: str, name: str) -> None:
        self.page.goto(self._url)
        self.page.get_by_role("link", name=link).first.click()
        self.page.get_by_label("Name", exact=True).fill(name)

    def _save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.page.wait_for_url(self._url)


class Parcels:
    """The checkout, as far as it is about parcels."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self._base = base

    def open(self) -> Parcels:
        self.page.goto(f"{self._base}checkout/")
        return self

    def send_to(self, country: str) -> Parcels:
        with self.page.expect_navigation():
            self.page.get_by_label("Country").select_option(label=country)
        return self

    def ways(self, name: str) -> Locator:
        """The choice for a line of the cart, by words of its label."""
        return self.page.locator("#ways .field", has_text=name)

    def choose(self, name: str, way: str) -> Parcels:
        choice = self.ways(name).locator("select")
        value = choice.locator("option", has_text=way).get_attribute("value")
        with self.page.expect_navigation():
            choice.select_option(value)
        return self

    def expect_sums(self, **rows: str) -> None:
        """What the sums say of each parcel and in total; no parcel but these."""
        total = rows.pop("Total")
        sums = self.page.locator("#sum dl.totals")
        for name, amount in rows.items():
            expect(sums.locator("dt", has_text=name).locator("+ dd")).to_have_text(amount)
        expect(sums.locator("dd.total")).to_have_text(total)
        expect(sums.locator("dt:not(.total)")).to_have_count(1 + len(rows))
