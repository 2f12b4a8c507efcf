"""B14: an agency, from the invitation to the picture in a gallery."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.signing import answer_invitation, open_studio
from tests.journeys.pages.workspace import PRIVATE, UPLOAD_MS, WorkGallery, Workspace
from tests.journeys.stack import Stack

ANA, TITLE = "ana@example.org", "Season opening"
SWITCH = (
    "from django.utils import timezone; from tenants import modules, resolve; from tenants.models "
    "import Studio; modules.switch_on(studio=Studio.objects.get(address='beefourteen'), "
    "module='agency', at=timezone.now()); resolve.forget_all()"
)


@pytest.fixture(scope="module")
def owner(people: People, stack: Stack) -> Page:
    page = people.window()
    open_studio(page, stack, address="beefourteen")
    stack.manage("shell", "-c", SWITCH)
    return page


@pytest.fixture(scope="module")
def ana(owner: Page, people: People, stack: Stack, mailbox: Mailbox) -> Page:
    """Step 1: invited with a library of her own, which is reviewed."""
    base = f"{stack.studio_url('beefourteen')}studio/libraries/"
    owner.goto(f"{base}access/invitation/")
    owner.get_by_label("E-mail").fill(ANA)
    owner.get_by_label("Name", exact=True).fill("Ana")
    with owner.expect_navigation():
        owner.get_by_role("button", name="Send the invitation").click()
    owner.goto(base)
    owner.get_by_role("link", name="Ana", exact=True).click()
    owner.get_by_role("link", name="Settings").last.click()
    owner.get_by_label("Review files before clients see them").check()
    with owner.expect_navigation():
        owner.get_by_role("button", name="Save").click()
    page = people.window()
    answer_invitation(page, mailbox.wait_for(ANA).link("/invitations/"), name="Ana")
    return page


@pytest.fixture(scope="module")
def uploaded(ana: Page, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """Step 2: she sends two pictures."""
    files: list[Path] = pictures.write(tmp_path_factory.mktemp("ana"), ["one.jpg", "two.jpg"])
    ana.goto(f"{stack.studio_url('beefourteen')}studio/libraries/")
    ana.get_by_role("link", name="Ana", exact=True).click()
    ana.locator('[data-uploader="files"]').set_input_files(files)
    show = ana.locator('[data-uploader="show"]')
    expect(show).to_be_visible(timeout=UPLOAD_MS)
    show.click()
    expect(ana.get_by_text("waiting", exact=True)).to_have_count(2)
    return ana


def test_b14_step_2_it_shows_a_contributor_nothing_but_her_work(uploaded: Page) -> None:
    menu = uploaded.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link")).to_have_text(["Home", "Libraries"])
    expect(uploaded.get_by_role("button", name="Delete")).to_have_count(0)


def test_b14_step_3_it_goes_past_a_reviewer_into_a_gallery(
    uploaded: Page, owner: Page, stack: Stack
) -> None:
    base = stack.studio_url("beefourteen")
    gallery: WorkGallery = Workspace(owner, base).make_gallery(TITLE, PRIVATE)
    owner.goto(f"{base}studio/libraries/review/")
    owner.get_by_role("checkbox", name="Select one.jpg").check()
    with owner.expect_navigation():
        owner.get_by_role("button", name="Approve").click()
    expect(owner.get_by_text("1 file approved.")).to_be_visible()
    owner.goto(uploaded.url)
    owner.get_by_role("checkbox", name="Select one.jpg").check()
    owner.get_by_role("button", name="Show in a gallery").click()
    with owner.expect_navigation():
        owner.get_by_role("button", name="Show there").click()
    gallery.open()
    expect(owner.locator(".thumbs > li")).to_have_count(1)
    expect(owner.locator(".thumbs .library-tag")).to_have_text("Library Ana")
    uploaded.reload()
    expect(uploaded.locator(".thumbs").get_by_text("in a gallery")).to_have_count(1)
