"""ISO-02: whoever follows every link of a studio never meets a word of another."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client as Browser

from tenants.models import Studio
from tests.routes import things
from tests.support import world

MOST_PAGES = 400
_LINK = re.compile(r'(?:href|data-[a-z-]*url)="(/[^"#]*)')
# Following these changes nothing but hides the rest: a report links to itself for other days.
_NOT_FOLLOWED = ("/sign-out/", "/static/", "/studio/reports/?")


def crawl(browser: Browser, *starts: str) -> dict[str, str]:
    """Every page reached from the starts by GET, by address."""
    seen: dict[str, str] = {}
    waiting = deque(starts)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        if path in seen or path.startswith(_NOT_FOLLOWED):
            continue
        answer = browser.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        seen[path] = f"{answer.headers} {body.decode(errors='replace')}"
        assert answer.status_code < 500, path
        if "text/html" in answer.headers.get("Content-Type", ""):
            waiting.extend(unescape(link) for link in _LINK.findall(seen[path]))
    return seen


@pytest.mark.parametrize("who", ["alice@example.org", "carla@example.org", None])
def test_iso_02_it_never_shows_a_word_of_another_studio(
    acme: Studio, bolt: Studio, who: str | None, browser: Callable[..., Browser]
) -> None:
    ours = things.make(acme)
    things.make(bolt)
    person = world.person(acme, who) if who else None
    pages = crawl(
        browser(acme, person), "/", "/studio/", f"/galleries/{ours['gallery']}/", "/robots.txt",
        "/api/v1/", "/api/v1/schema/", "/api/v1/galleries/", "/api/v1/orders/", "/api/v1/cart/",
    )  # fmt: skip
    assert len(pages) > (30 if who == "alice@example.org" else 5)
    for path, text in pages.items():
        assert things.secret_of(bolt) not in text, path
        assert world.canary("bolt") not in text, path
