"""AUTH-12, WEB-01, WEB-02, WEB-03, WEB-06: what holds for the answer of every route."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts import throttle
from safelight.accounts.models import Person
from safelight.mails.views import frames as frames_of_mails
from tenants import life, resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.knocking import Writes, fingerprint
from tests.routes.test_table import address
from tests.support import operators, world

HOSTS = {walking.PLATFORM: "localhost:8000", walking.CONSOLE: "console.localhost:8000"}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What is the same for everybody, and may be kept.
FOR_ALL = {
    "signup:front", "site:brand", "site:robots", "site:manifest", "api:schema", "api:root",
    "labs_site:picture", "site:brand_css", "site:brand_letter", "site:brand_manifest",
}  # fmt: skip
# Shown beside a form, in a frame of the same host; a mail carries its styles and runs nothing.
FRAMED = {"settings:look_preview", "settings:page_preview", "settings:brand_preview"}
FRAMED_MAILS = {"mails:preview", "mails:body"}
# A way in after sign-up is a link of one minute and one use.
WRITES = {"accounts:welcome"}
# Who came in and who fetched what, and the plan of an archive that is fetched.
LOGS = {"gallery_accessentry", "gallery_downloadentry", "gallery_archive", "labs_printfile"}
# Some look for the thing, the method or the protocol before they ask who it is.
BEFORE_CSRF = {404, 405, 412, 415}
# Proven by a signature, or a secret in the address, in place of the token.
SIGNED = {
    "connect:stripe": {400}, "labs_site:callback": {400}, "mails_site:unsubscribe": {200},
}  # fmt: skip
# RFC 8058: a mail program sends it for the reader, by a token that is signed for this alone.
ONE_CLICK = {"mails_site:unsubscribe"}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle.Counter, "count", lambda self, *, at, lasts=False: None)


@pytest.fixture
def olga(db: None) -> Browser:
    return operators.sign_in(operators.make())


def answers(
    method: str, studio: Studio, made: dict[str, str], person: Person | None, console: Browser,
    **how: Any,
) -> Iterator[tuple[walking.Route, Any]]:  # fmt: skip
    """Each route and its answer; what the request changed is undone before the next one."""
    browsers = {
        walking.STUDIO: world.browser(studio, person, **how),
        walking.PLATFORM: Browser(headers={"host": HOSTS[walking.PLATFORM]}, **how),
        walking.CONSOLE: console,
    }
    for route in walking.routes():
        asking = browsers[route.urlconf]
        cookies = SimpleCookie(asking.cookies)
        with transaction.atomic():
            answer = getattr(asking, method)(address(route, made))
            yield route, answer
            if answer.streaming:  # A file that is not read stays open.
                list(answer.streaming_content)
            transaction.set_rollback(True)
        asking.cookies = cookies


@pytest.mark.parametrize("who", ["alice@example.org", "carla@example.org", None])
def test_web_02_it_guards_every_answer_by_headers(
    acme: Studio, olga: Browser, who: str | None
) -> None:
    person, made = world.person(acme, who) if who else None, things.make(acme)
    for route, answer in answers("get", acme, made, person, olga):
        is_framed = route.name in FRAMED | FRAMED_MAILS and answer.status_code == 200
        shown = {name: answer.headers.get(name) for name in EVERYWHERE}
        frames = {"X-Frame-Options": "SAMEORIGIN"} if is_framed else {}
        assert shown == EVERYWHERE | frames, (route.name, answer.status_code)
        policy = answer.headers["Content-Security-Policy"]
        if is_framed and route.name in FRAMED_MAILS:
            assert policy == frames_of_mails.POLICY
        else:
            check_policy(policy, "'self'" if is_framed else "'none'", route.name)
        if route.name not in FOR_ALL and answer.status_code == 200:
            assert "no-store" in answer.headers.get("Cache-Control", ""), route.name


def check_policy(policy: str, framed_by: str, name: str) -> None:
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'",
                 f"frame-ancestors {framed_by}", "script-src 'self'"):  # fmt: skip
        assert part in policy, name
    assert "unsafe" not in policy


@pytest.mark.parametrize("who", ["alice@example.org", "carla@example.org", None])
def test_auth_12_it_changes_nothing_by_looking(
    acme: Studio, olga: Browser, who: str | None
) -> None:
    person, made = world.person(acme, who) if who else None, things.make(acme)
    before, writes = fingerprint(acme), Writes(acme)
    for route, _answer in answers("get", acme, made, person, olga):
        after = fingerprint(acme, writes.since_last())
        changed = {table for table in after if after[table] != before[table]}
        if route.name not in WRITES:
            assert changed <= LOGS, route.name


@pytest.mark.parametrize("who", ["alice@example.org", None])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_auth_12_it_changes_nothing_without_the_token_of_the_page(
    acme: Studio, olga: Browser, who: str | None, method: str
) -> None:
    person, made = world.person(acme, who) if who else None, things.make(acme)
    olga.handler.enforce_csrf_checks = True
    before, writes = fingerprint(acme), Writes(acme)
    for route, answer in answers(method, acme, made, person, olga, enforce_csrf_checks=True):
        closed = {403, *BEFORE_CSRF} | SIGNED.get(route.name, set())
        assert answer.status_code in closed, (route.name, answer.status_code)
        after = fingerprint(acme, writes.since_last())
        if route.name not in ONE_CLICK:
            assert after.items() <= before.items(), route.name


def test_it_sees_what_a_request_would_change_though_it_is_rolled_back(
    acme: Studio, carla: Person
) -> None:
    before, writes = fingerprint(acme), Writes(acme)
    with tenant_context(acme), transaction.atomic():
        Person.objects.filter(pk=carla.pk).update(name="Somebody else")
        assert writes.since_last() == {"accounts_person"}
        assert fingerprint(acme, ["accounts_person"]).items() - before.items()
        transaction.set_rollback(True)
    assert writes.since_last() == set()
    with tenant_context(acme):
        Person.objects.filter(pk=carla.pk).update(name="Somebody else")
    assert writes.since_last() == {"accounts_person"}


@pytest.mark.parametrize("host", ["nobody.localhost:8000", "acme.localhost:8000"])
def test_web_01_it_guards_the_pages_of_studios_that_are_not_there(acme: Studio, host: str) -> None:
    life.suspend(studio=acme, why=Studio.Why.OPERATOR, at=timezone.now())
    resolve.forget_all()
    answer = Browser(headers={"host": host}).get("/")
    assert answer.status_code in {404, 503}
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
