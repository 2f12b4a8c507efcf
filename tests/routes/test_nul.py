"""A NUL, which no text of the database can hold, is answered wherever it is put, never with 500."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.routes import walking

ROUTES = walking.routes(walking.STUDIO)


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_finds_nothing_at_an_address_with_a_nul(
    acme: Studio, alice: Person, browser: Callable[..., Browser], method: str
) -> None:
    asking = browser(acme, alice, raise_request_exception=False)
    for route in ROUTES:
        if route.parameters():
            path = route.path(dict.fromkeys(route.parameters(), "%00"))
            assert getattr(asking, method)(path).status_code in {404, 405, 412}, path


def test_it_refuses_a_nul_in_a_question(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    asking = browser(acme, alice, raise_request_exception=False)
    for route in ROUTES:
        if not route.parameters():
            path = route.path({}).replace("^", "").replace("$", "")
            answer = asking.get(path, {"q": "a\0b", "after": "\0"})
            # 412: not the tus protocol, which is told before anything else.
            assert answer.status_code in {400, 404, 405, 412}, (path, answer.status_code)
