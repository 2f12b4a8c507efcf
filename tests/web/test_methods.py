"""Addresses that take what a form sends, opened as if they were pages."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio

Browse = Callable[..., Browser]


def test_it_shows_a_browser_a_page_where_only_a_button_leads(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    answer = browser(acme, alice).get("/sign-out/", HTTP_ACCEPT="text/html,*/*;q=0.8")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address only takes what a button or a form sends." in answer.content.decode()


def test_it_leaves_programs_their_answers(browser: Browse, acme: Studio, alice: Person) -> None:
    signed_in = browser(acme, alice)
    assert signed_in.get("/sign-out/").content == b""
    told = signed_in.put("/api/v1/galleries/", HTTP_ACCEPT="text/html,application/json")
    assert (told.status_code, told.json()["error"]["code"]) == (405, "method_not_allowed")
