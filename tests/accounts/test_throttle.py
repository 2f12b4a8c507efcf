from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.test import RequestFactory
from django.utils import timezone

from safelight.accounts import throttle
from safelight.accounts.models import TryCount
from safelight.accounts.services import signing
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
RIGHT = {"email": "alice@example.org", "password": world.PASSWORD}
WRONG = {"email": "alice@example.org", "password": "wrong"}


def test_auth_01_it_refuses_after_ten_guesses_at_an_account(browser: Browse, acme: Studio) -> None:
    guesser = browser(acme)
    answers = [guesser.post("/sign-in/", WRONG) for _ in range(20)]
    assert [a.status_code for a in answers] == [401] * 10 + [429] * 10
    assert 0 < int(answers[-1]["Retry-After"]) <= 15 * 60
    assert guesser.post("/sign-in/", RIGHT).status_code == 429


def test_auth_01_it_refuses_an_address_that_tries_many_accounts(
    browser: Browse, acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = throttle.Limit("sign-in:address", 5, timedelta(minutes=15))
    monkeypatch.setattr(signing, "PER_ADDRESS", few)
    forms = [{**WRONG, "email": f"p{n}@example.org"} for n in range(7)]
    codes = [browser(acme).post("/sign-in/", form).status_code for form in forms]
    assert codes == [401] * 5 + [429] * 2
    elsewhere = browser(acme, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/sign-in/", RIGHT).status_code == 302


def test_auth_01_it_does_not_lock_the_owner_out_of_their_own_browser(
    browser: Browse, acme: Studio
) -> None:
    """Somebody who signed in here before is counted apart from strangers who guess."""
    alice = browser(acme)
    alice.post("/sign-in/", RIGHT)
    alice.post("/sign-out/")
    for _ in range(12):
        browser(acme, REMOTE_ADDR="192.0.2.9").post("/sign-in/", WRONG)
    assert browser(acme).post("/sign-in/", RIGHT).status_code == 429
    assert alice.post("/sign-in/", RIGHT).status_code == 302


def test_auth_01_it_ends_the_wait_with_its_window(acme: Studio) -> None:
    short = throttle.Limit("probe", 2, timedelta(seconds=1))
    with tenant_context(acme):
        counter = throttle.Counter(short, "alice", TryCount)
        at = timezone.now()
        counter.count(at=at)
        counter.count(at=at)
        with pytest.raises(throttle.TooManyTries):
            counter.count(at=at)
        assert throttle._redis.pttl(counter._key()) <= 1000


def test_auth_01_it_counts_in_the_database_without_redis(
    browser: Browse, acme: Studio, without_redis: None
) -> None:
    guesser = browser(acme)
    codes = [guesser.post("/sign-in/", WRONG).status_code for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2
    with tenant_context(acme):
        counter = throttle.Counter(signing.PER_ACCOUNT, "alice@example.org", TryCount)
        counter.count(at=timezone.now() + timedelta(minutes=16))


def test_auth_01_it_goes_on_counting_when_redis_begins_anew(browser: Browse, acme: Studio) -> None:
    """What one process counted another one knows, and a Redis that was started again forgives
    nobody: the counts lie in the database as well."""
    codes = []
    for _ in range(12):
        codes.append(browser(acme).post("/sign-in/", WRONG).status_code)
        throttle._redis.delete(*throttle._redis.scan_iter("*:tries:*"))
    assert codes == [401] * 10 + [429] * 2


def test_auth_01_it_lets_nobody_guess_the_password_in_an_open_session(
    browser: Browse, acme: Studio
) -> None:
    found = browser(acme)
    found.post("/sign-in/", RIGHT)
    new = {"new": "a tripod by the sea", "again": "a tripod by the sea"}
    codes = [found.post("/account/password/", {"old": "x", **new}).status_code for _ in range(12)]
    assert codes == [422] * 10 + [429] * 2
    told = found.post("/account/password/", {"old": world.PASSWORD, **new})
    assert (told.status_code, int(told["Retry-After"]) > 0) == (429, True)
    assert world.person(acme, RIGHT["email"]).check_password(world.PASSWORD)
    # Guesses in there lock nobody out of the studio.
    assert browser(acme).post("/sign-in/", RIGHT).status_code == 302


def test_it_counts_no_right_change_of_a_password(browser: Browse, acme: Studio) -> None:
    mine = browser(acme)
    mine.post("/sign-in/", RIGHT)
    for number in range(12):
        old = world.PASSWORD if number == 0 else f"a tripod by the sea {number - 1}"
        new = f"a tripod by the sea {number}"
        form = {"old": old, "new": new, "again": new}
        assert mine.post("/account/password/", form).status_code == 302


def test_it_starts_anew_after_a_right_password(browser: Browse, acme: Studio) -> None:
    for _ in range(3):
        guesser = browser(acme)
        codes = [guesser.post("/sign-in/", WRONG).status_code for _ in range(8)]
        assert codes == [401] * 8
        assert guesser.post("/sign-in/", RIGHT).status_code == 302


def test_iso_18_it_counts_each_studio_alone(browser: Browse, acme: Studio, bolt: Studio) -> None:
    form = {**WRONG, "email": "bob@example.org"}
    for _ in range(11):
        browser(acme).post("/sign-in/", form)
    assert browser(acme).post("/sign-in/", form).status_code == 429
    right = {"email": "bob@example.org", "password": world.PASSWORD}
    assert browser(bolt).post("/sign-in/", right).status_code == 302


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxied", "seen"),
    [
        ("192.0.2.1", "198.51.100.7", False, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9, 198.51.100.7", True, "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"),
        ("", "", False, ""),
    ],
)
def test_it_believes_a_forwarded_address_only_from_a_proxy(
    settings: object, peer: str, forwarded: str, proxied: bool, seen: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("X", "y") if proxied else None  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"x-forwarded-for": forwarded})
    assert throttle.network_address(request) == seen
