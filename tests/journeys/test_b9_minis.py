"""B9: a mini session's day, two clients for one time, and the album that is sent at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.bookings import Booker, TypePages, create_gallery, switch_on
from tests.journeys.pages.signing import open_studio
from tests.journeys.stack import Stack

ADDRESS = "beenine"
CLIENTS = {"Maja": "maja@example.net", "Nils": "nils@example.net"}


@pytest.fixture(scope="module")
def base(stack: Stack) -> str:
    return stack.studio_url(ADDRESS)


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack, base: str) -> Page:
    """Two slots, seen before they are saved."""
    page = people.window()
    open_studio(page, stack, address=ADDRESS)
    switch_on(stack, ADDRESS)
    day = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - any day will do
    minis = TypePages(page, base).make("mini", "Winter minis", date=day)
    minis.plan(2).deliver("final_edits", included="5", extra="10").publish()
    return page


@pytest.fixture(scope="module")
def refused(staff: Page, people: People, base: str) -> Page:
    """The second of two clients who look at the same free time."""
    second, first = people.window(), people.window()
    second.goto(f"{base}book/winter-minis/")
    taken = second.locator(".book-slots button").first
    Booker(first, base).hold("winter-minis").write("Maja", CLIENTS["Maja"])
    first.get_by_role("button", name="Book", exact=True).click()
    taken.click()
    return second


@pytest.fixture(scope="module")
def full(refused: Page, base: str) -> Page:
    """They book the other time."""
    Booker(refused, base).hold("winter-minis").write("Nils", CLIENTS["Nils"])
    refused.get_by_role("button", name="Book", exact=True).click()
    expect(refused.get_by_role("link", name="Add to your calendar")).to_be_visible()
    return refused


def test_b9_it_tells_the_second_client_at_once_and_offers_others(refused: Page) -> None:
    expect(refused.get_by_text("Somebody else has just taken this time.")).to_be_visible()
    expect(refused.locator(".message .book-times button")).to_have_count(1)


def test_b9_it_offers_the_waitlist_when_it_is_full(full: Page, people: People, base: str) -> None:
    third = people.window()
    third.goto(f"{base}book/winter-minis/")
    third.get_by_label("Your name").fill("Olga")
    third.get_by_label("Your e-mail address").fill("olga@example.net")
    third.get_by_role("button", name="Join the waitlist").click()
    expect(third.get_by_text("you are on the waitlist")).to_be_visible()


def test_b9_it_sends_the_album_each_client_only_their_own_link(
    full: Page, staff: Page, base: str, mailbox: Mailbox, tmp_path: Path
) -> None:
    galleries = {}
    for name in CLIENTS:
        galleries[name] = create_gallery(staff, base, name)
        galleries[name].upload(pictures.write(tmp_path / name, [f"{name}.jpg"]), state="finals")
    staff.goto(f"{base}studio/bookings/albums/")
    staff.get_by_role("link", name="Winter minis").click()
    staff.get_by_role("button", name="Publish and send").click()
    staff.get_by_text("sends 2 mails", exact=False).first.wait_for()
    staff.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(staff.get_by_text("2 mails are on their way.")).to_be_visible()
    for name, email in CLIENTS.items():
        text = mailbox.wait_for(email, "Your photos are here").text
        known = [other for other in CLIENTS if galleries[other].public_id in text]
        assert known == [name]
