"""From a host to a studio without asking anybody, and without believing what was let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import redis
from django.conf import settings

from tenants import resolve
from tenants.models import Domain, Studio

BEFORE, AFTER = f"acme.{settings.PLATFORM_HOST}", f"renamed.{settings.PLATFORM_HOST}"


@pytest.fixture(autouse=True)
def _as_in_a_process_that_has_begun(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "_cache", resolve._Cache())


@pytest.fixture
def elsewhere(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bool]:
    """Whether another process, which has looked at the studio just now, finds one at a host."""
    theirs, ours = resolve._Cache(), resolve._cache

    def finds(host: str) -> bool:
        monkeypatch.setattr(resolve, "_cache", theirs)
        found = resolve.studio_at(host) is not None
        monkeypatch.setattr(resolve, "_cache", ours)
        return found

    assert finds(BEFORE)
    return finds


def rename() -> None:
    Domain.objects.filter(domain=BEFORE).update(domain=AFTER)


def test_it_asks_neither_database_nor_redis_when_warm(
    acme: Studio,
    django_assert_num_queries: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resolve, "LEASE_SECONDS", 60.0)
    resolve.studio_at(BEFORE)
    monkeypatch.setattr(resolve, "_redis", None)
    with django_assert_num_queries(0):
        assert resolve.studio_at(BEFORE) is not None


def test_iso_24_it_is_let_go_everywhere_once_that_was_said(
    elsewhere: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "LEASE_SECONDS", 0.2)
    assert elsewhere(BEFORE)
    rename()
    resolve.forget_all()
    assert (elsewhere(BEFORE), elsewhere(AFTER)) == (False, True)


def test_it_would_be_found_elsewhere_if_the_lease_were_not_waited_for(
    elsewhere: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So long that no slow machine outwaits it by itself.
    monkeypatch.setattr(resolve, "LEASE_SECONDS", 60.0)
    monkeypatch.setattr("tenants.resolve.time.sleep", lambda seconds: None)
    assert elsewhere(BEFORE)
    rename()
    resolve.forget_all()
    assert elsewhere(BEFORE)


def test_it_forgets_after_a_while_what_nobody_told_of(
    elsewhere: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename()
    assert elsewhere(BEFORE)
    monkeypatch.setattr(resolve, "LONGEST_SECONDS", 0.0)
    assert not elsewhere(BEFORE)


def test_it_believes_nothing_it_knew_before_redis_was_away(
    elsewhere: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def get(self, key: str) -> bytes:
            raise redis.ConnectionError

    monkeypatch.setattr(resolve, "PAUSE_SECONDS", 0.0)
    there = resolve._redis
    monkeypatch.setattr(resolve, "_redis", Away())
    assert elsewhere(BEFORE)
    # Whoever lets it go now has nobody to tell.
    rename()
    monkeypatch.setattr(resolve, "_redis", there)
    assert not elsewhere(BEFORE)
