"""What the team and its clients do with bookings."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.pages.workspace import WorkGallery
from tests.journeys.stack import Stack

# A calendar with hours on every day, so that a run on a Saturday finds a time, too.
SET_UP = """
from datetime import time
from django.utils import timezone
from modules.bookings.models import Calendar, WorkingHours
from tenants import modules, resolve
from tenants.context import tenant_context
from tenants.models import Studio
studio = Studio.objects.get(address={address!r})
modules.switch_on(studio=studio, module="bookings", at=timezone.now())
resolve.forget_all()
with tenant_context(studio):
    made = Calendar.objects.create(name="Alice")
    for day in range(7):
        WorkingHours.objects.create(calendar=made, weekday=day, begins=time(8), ends=time(20))
"""


def switch_on(stack: Stack, address: str) -> None:
    """Bookings, as the operators do it, and hours in which somebody works."""
    stack.manage("shell", "-c", SET_UP.format(address=address))


class TypePages:
    """Making a session type or a mini session, page by page."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = f"{base}studio/bookings/"

    def make(self, kind: str, title: str, **fields: str) -> TypePages:
        """``fields`` by name, as the first page has them."""
        self.page.goto(f"{self.base}types/new/{kind}/")
        for name, words in {"title": title, **fields}.items():
            self.page.locator(f"[name={name}]").fill(words)
        self.page.get_by_role("button", name="Go on").click()
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()
        self.home = self.page.url.split("/types/")[1].split("/")[0]
        return self

    def open(self, tab: str) -> TypePages:
        self.page.goto(f"{self.base}types/{self.home}/{tab}")
        return self

    def save(self) -> TypePages:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save", exact=True).click()
        return self

    def add_package(self, title: str, fee: str) -> TypePages:
        self.open("packages/new/")
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=fee]").fill(fee)
        return self.save()

    def deliver(self, mode: str, *, included: str, extra: str) -> TypePages:
        """How photos are delivered, how many are included, what one more costs."""
        self.open("terms/")
        self.page.locator(f"input[name=mode][value={mode}]").check()
        self.page.locator("[name=included]").fill(included)
        self.page.locator("[name=upsell]").check()
        self.page.locator("[name=extra_price]").fill(extra)
        return self.save()

    def plan(self, count: int) -> TypePages:
        """Slots of a mini: shown first, then saved."""
        self.open("slots/")
        self.page.locator("form:not(.slots) [name=count]").fill(str(count))
        self.page.get_by_role("button", name="Show them").click()
        expect(self.page.get_by_text(f"{count} new slots, not saved yet.")).to_be_visible()
        return self.save()

    def publish(self) -> TypePages:
        self.open("")
        self.page.get_by_role("button", name="Publish").click()
        expect(self.page.get_by_role("button", name="Unpublish")).to_be_visible()
        return self


class Booker:
    """A client who books."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def hold(self, slug: str) -> Booker:
        """Take the first time that is free."""
        self.page.goto(f"{self.base}book/{slug}/")
        self.page.locator(".book-times button, .book-slots button:enabled").first.click()
        expect(self.page.get_by_text("Kept for you until")).to_be_visible()
        return self

    def write(self, name: str, email: str) -> Booker:
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Your e-mail address").fill(email)
        self.page.get_by_role("button", name="Go on").click()
        return self


def create_gallery(page: Page, base: str, client: str) -> WorkGallery:
    """*Create gallery* on the page of a client's booking."""
    page.goto(f"{base}studio/bookings/?q={client}")
    page.locator("table tbody a").first.click()
    page.get_by_role("button", name="Create gallery").click()
    page.wait_for_url("**/studio/galleries/*/")
    return WorkGallery(page, base, page.url.rstrip("/").rsplit("/", 1)[1])
