"""A studio is opened on the platform's host, and its owner is in it at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import People, status
from tests.journeys.pages.signing import PASSWORD, SignUp, open_studio, sign_in
from tests.journeys.stack import Stack


@pytest.fixture(scope="module")
def owner(people: People, stack: Stack) -> Page:
    """Somebody who has just opened the studio ``nord``."""
    page = people.window()
    open_studio(page, stack, address="nord", owner="Nora")
    return page


@pytest.fixture
def form(people: People, stack: Stack) -> SignUp:
    return SignUp(people.window(), stack).open()


def test_it_says_while_typing_that_an_address_is_free(form: SignUp) -> None:
    form.type_address("licht-und-linse")
    expect(form.verdict).to_contain_text("licht-und-linse.localhost is free")


def test_it_proposes_an_address_from_the_name(form: SignUp) -> None:
    form.page.get_by_label("Name of your studio").press_sequentially("Óscar & Søn")
    expect(form.page.get_by_label("Address", exact=True)).to_have_value("oscar-s-n")


def test_it_refuses_a_reserved_address_while_typing_and_on_submit(form: SignUp) -> None:
    form.fill(studio="Console", owner="Nora", email="n@example.org", address="console")
    expect(form.verdict).to_contain_text("kept for the platform")
    form.send()
    expect(form.page.locator(".field-error").first).to_contain_text("kept for the platform")
    assert form.page.url.endswith("/sign-up/")


def test_it_refuses_a_taken_address_while_typing_and_on_submit(owner: Page, form: SignUp) -> None:
    form.fill(studio="Nord too", owner="Nils", email="nils@example.org", address="nord")
    expect(form.verdict).to_contain_text("Another studio has this address")
    form.send()
    expect(form.page.locator(".field-error").first).to_contain_text("Another studio")


def test_it_ends_signed_in_in_a_working_workspace(owner: Page, stack: Stack) -> None:
    owner.goto(f"{stack.studio_url('nord')}studio/galleries/new/")
    expect(owner.get_by_label("Title")).to_be_visible()


def test_it_lets_the_owner_sign_in_again_elsewhere(
    owner: Page, people: People, stack: Stack
) -> None:
    page = people.window()
    page.goto(f"{stack.studio_url('nord')}studio/")
    sign_in(page, email="nora@nord.example", password=PASSWORD)
    page.wait_for_url(f"{stack.studio_url('nord')}studio/")


def test_it_answers_404_with_a_clear_page_where_no_studio_lives(
    people: People, stack: Stack
) -> None:
    page = people.window()
    assert status(page, stack.studio_url("nobody-here")) == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
