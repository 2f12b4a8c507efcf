"""Opening a studio, signing in, answering an invitation."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page

PASSWORD = "correct horse battery"


class Platform(Protocol):
    """Where the platform and its studios answer; addresses end with a slash."""

    @property
    def url(self) -> str: ...

    def studio_url(self, address: str) -> str: ...


class SignUp:
    """The form on the platform's host."""

    def __init__(self, page: Page, stack: Platform) -> None:
        self.page = page
        self._url = f"{stack.url}sign-up/"

    def open(self) -> SignUp:
        self.page.goto(self._url)
        return self

    def fill(self, *, studio: str, owner: str, email: str, address: str = "") -> SignUp:
        self.page.get_by_label("Name of your studio").fill(studio)
        if address:
            self.type_address(address)
        self.page.get_by_label("Your name").fill(owner)
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        return self

    def type_address(self, address: str) -> None:
        self.page.get_by_label("Address", exact=True).fill(address)

    @property
    def verdict(self) -> Locator:
        """The sentence about the address that appears while it is typed."""
        return self.page.locator("#id_address_check")

    def send(self) -> None:
        self.page.get_by_role("button", name="Open the studio").click()


def open_studio(page: Page, stack: Platform, *, address: str, owner: str = "Alice") -> None:
    """Sign up, and be in the new studio's workspace."""
    email = f"{owner.lower()}@{address}.example"
    form = SignUp(page, stack).open()
    form.fill(studio=f"Studio {address}", owner=owner, email=email, address=address)
    form.send()
    page.wait_for_url(f"{stack.studio_url(address)}studio/")


def sign_in(page: Page, *, email: str, password: str = PASSWORD) -> None:
    """Fill the sign-in form that is open, and go where it leads."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def answer_invitation(page: Page, link: str, *, name: str = "") -> None:
    """Open the personal link of a mail, choose a password and go on where it leads."""
    page.goto(link)
    if name and page.get_by_label("Your name").count():
        page.get_by_label("Your name").fill(name)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
