"""What an owner does in the settings, and at the pages of Stripe that they lead to."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Owner:
    """``base`` is the studio's address, where its team works."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def open(self, place: str) -> Owner:
        self.page.goto(f"{self.base}studio/settings/{place}")
        return self

    def press(self, name: str, *, twice: bool = False) -> None:
        button = self.page.get_by_role("button", name=name, exact=True)
        button.dblclick() if twice else button.click()

    def brand(self, logo: Path, accent: str) -> None:
        self.open("look/")
        self.page.get_by_label("Logo", exact=False).first.set_input_files(logo)
        self.page.get_by_label("Accent colour").fill(accent)
        self.press("Save")

    def publish_first_page(self, heading: str, picture: Path) -> None:
        """A cover with a picture; its words are saved after the picture, by themselves."""
        self.open("pages/")
        self.press("First page")
        block = self.page.locator("li.block-row").first
        block.locator("summary").click()
        with self.page.expect_navigation():
            block.get_by_label("Picture", exact=False).first.set_input_files(picture)
        expect(block.locator("img.block-thumb")).to_be_visible()
        block.get_by_label("Heading", exact=False).fill(heading)
        expect(self.draft.get_by_role("heading", name=heading)).to_be_visible()
        self.press("Publish", twice=True)
        expect(self.page.get_by_text("Everybody sees it from now on")).to_be_visible()

    @property
    def draft(self) -> Locator:
        """The page as it would be, beside its blocks."""
        return self.page.frame_locator("#page-preview").locator("body")

    def claim(self, host: str) -> str:
        """Say that a domain is the studio's; the word that its record is to hold."""
        self.open("domains/new/")
        self.page.get_by_label("Domain", exact=False).first.fill(host)
        self.press("Go on")
        self.page.wait_for_url("**/settings/domains/*/")
        return self.page.locator(".record code").nth(1).inner_text()

    def use_domain(self) -> None:
        """Have the claim that is open looked at, until it is connected; then links name it."""
        # A page that is being left cannot be loaded again.
        with self.page.expect_navigation():
            self.press("Check now")
        connected = self.page.get_by_text("Leads here", exact=True)
        for _ in range(30):
            self.page.reload()
            if connected.count():
                break
            self.page.wait_for_timeout(500)
        self.press("Use for links", twice=True)
        expect(self.page.get_by_text("Used for links")).to_be_visible()

    def invite(self, email: str, role: str) -> None:
        self.page.goto(f"{self.base}studio/team/invite/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Role").select_option(label=role)
        self.press("Send the invitation", twice=True)

    def subscribe(self, plan: str) -> None:
        """Pay on Stripe's page, at the second try."""
        self.open("plan/").press(f"Choose {plan}")
        self.press("Pay with a card that is declined")
        expect(self.page.get_by_role("alert")).to_contain_text("declined")
        self.press("Pay")
        self.page.wait_for_url(f"{self.base}studio/settings/plan/")

    def at_stripe(self, act: str) -> None:
        """In Stripe's portal, which leads back."""
        self.open("plan/").press("Card and invoices")
        self.press(act)
        self.page.wait_for_url(f"{self.base}studio/settings/plan/")

    @property
    def standing(self) -> Locator:
        """What the plan's page says at its top."""
        return self.page.locator(".settings-page .panel").first

    def download_export(self, to: Path) -> Path:
        """Of the export that is ready."""
        self.open("export/")
        with self.page.expect_download() as fetched:
            self.page.get_by_role("link", name="Download", exact=True).click()
        fetched.value.save_as(to)
        return to

    def close(self, typed_name: str) -> None:
        self.open("closing/")
        self.page.get_by_label("Name of the studio").fill(typed_name)
        self.press("Close the studio")
