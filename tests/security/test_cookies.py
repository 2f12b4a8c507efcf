"""WEB-03, ISO-06, AUTH-04: what is kept in a browser."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db

_NAMES = """
import django; django.setup()
from django.conf import settings as s
from safelight.accounts import devices, visitors
from safelight.web import languages
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, visitors.COOKIE, devices.COOKIE,
      languages.COOKIE, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
"""


def sign_in(browser: Browser, email: str) -> None:
    form = {"email": email, "password": world.PASSWORD}
    assert browser.post("/sign-in/", form).status_code == 302


def test_web_03_it_binds_every_cookie_to_its_host_where_there_is_https() -> None:
    environment = {**os.environ, "PLATFORM_SCHEME": "https", "PLATFORM_PORT": "443"}
    said = subprocess.run(
        [sys.executable, "-c", _NAMES], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert said[:4] == ["__Host-session", "__Host-csrf", "__Host-visitor", "__Host-device"]
    assert said[4:] == ["__Host-language", "True", "True"]


def test_web_03_it_hides_every_cookie_from_scripts(acme: Studio, carla: Person) -> None:
    browser = world.browser(acme)
    browser.get("/sign-in/")
    browser.post("/cart/", {"note": "Softer, please"})
    sign_in(browser, carla.email)
    assert set(browser.cookies) == {"csrf", "session", "visitor", "device"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


def test_auth_04_it_changes_the_session_with_every_sign_in_and_sign_out(
    acme: Studio, carla: Person, alice: Person
) -> None:
    browser, seen = world.browser(acme), []
    for email in (carla.email, carla.email, alice.email):
        sign_in(browser, email)
        seen.append(browser.cookies["session"].value)
    browser.post("/sign-out/")
    assert len(set(seen)) == len(seen)
    for old in seen:
        stranger = world.browser(acme)
        stranger.cookies["session"] = old
        assert stranger.get("/account/").status_code == 302


def test_auth_04_it_takes_no_session_id_that_somebody_chose(acme: Studio, carla: Person) -> None:
    browser = world.browser(acme)
    browser.cookies["session"] = "a" * 32
    sign_in(browser, carla.email)
    assert browser.cookies["session"].value != "a" * 32
