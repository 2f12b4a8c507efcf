"""Chromium, and people who use it, each with a profile of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ARGUMENTS = [
    # The kernel's sandbox needs a user of its own, which a test run by root has not.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Domains of studios, which no name server in the world knows.
    "--host-resolver-rules=MAP *.example 127.0.0.1",
]
DESKTOP = ViewportSize(width=1440, height=900)
PATIENCE_MS = 15_000


def chromium() -> str:
    """Path of the machine's Chromium; the journeys are skipped without, except in CI."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        sentence = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found


@contextmanager
def launched(*more: str) -> Iterator[Browser]:
    """Chromium until the block ends; ``more`` are further arguments of its command line."""
    with sync_playwright() as playwright:
        arguments = [*ARGUMENTS, *more]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class People:
    """Opens a private window for everybody who is asked for; closes them all at the end."""

    def __init__(self, browser: Browser, downloads: Path) -> None:
        self._browser = browser
        self._downloads = downloads
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def window(self, *, scripts: bool = True) -> Page:
        """A page in a fresh profile: nobody is signed in, nothing is remembered."""
        context = self._browser.new_context(
            viewport=DESKTOP, accept_downloads=True, java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        return context.new_page()

    def pages(self) -> list[Page]:
        return [page for context in self._contexts for page in context.pages]

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()


def status(page: Page, url: str) -> int:
    """The status of what the browser is answered at this address."""
    answer = page.goto(url)
    assert answer is not None, url
    return answer.status


def without_cache(page: Page) -> Page:
    """Let every request of the page reach the server: what is kept here tells nothing of it."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return page
