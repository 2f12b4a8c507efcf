"""WEB-05, WEB-06, ISO-26: what is said, and written down, when something breaks."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight import logs
from safelight.accounts.services import joining
from safelight.site import selectors
from tenants.models import Studio
from tests.routes import things
from tests.support import world

pytestmark = pytest.mark.django_db
SECRETS = {
    "invitation": "/invitations/{}/",
    "reset": "/password/new/{}/",
    "welcome": "/welcome/{}/",
    "signed": "/renew/{}",
    "stamp": "/orders/AAAAAAAAAAAAAAAAAAAAAA/open/{}/",
}


@pytest.fixture
def made(acme: Studio) -> dict[str, str]:
    """What is there before it breaks."""
    return things.make(acme)


@pytest.fixture
def broken(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser before a studio whose every page fails."""

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("table accounts_person is gone")

    monkeypatch.setattr(selectors, "site_settings", fail)
    monkeypatch.setattr(joining, "why_ended", fail)
    return world.browser(acme, raise_request_exception=False)


@pytest.mark.parametrize("name", SECRETS)
def test_it_writes_no_secret_of_a_link_down(
    acme: Studio,
    made: dict[str, str],
    broken: Browser,
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = made[name]
    answer = broken.get(SECRETS[name].format(secret))
    assert answer.status_code == 500
    line = logs.OneLine("{message}", style="{")
    written = [line.format(record) for record in caplog.records if record.levelno >= logging.ERROR]
    assert any(SECRETS[name].partition("{")[0] in each for each in written)
    assert not [each for each in written if secret in each]


@pytest.mark.parametrize("path", ["/", "/studio/", "/cart/", "/galleries/x/"])
def test_web_06_it_tells_a_client_nothing_of_how_it_broke(broken: Browser, path: str) -> None:
    answer = broken.get(path)
    assert "icon.svg" not in answer.content.decode()
    # The names of static files are no words that a person reads.
    said = re.sub(r"/static/\S+", "", answer.content.decode().lower())
    assert answer.status_code == 500
    for word in ("traceback", "runtimeerror", "accounts_person", "safelight", "django", "/work"):
        assert word not in said, word


def test_web_05_it_writes_nothing_that_a_terminal_obeys(
    acme: Studio, browser: Callable[..., Browser]
) -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, "a\x1b[2Jb\x07\x9bc\r\nd", None, None)
    assert logs.OneLine("{message}", style="{").format(record) == "a�[2Jb��c ⏎ d"
