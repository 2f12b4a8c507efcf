"""API-04: reading without end is answered 429, and nobody pays for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts.models import ApiToken, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support.clean import _no_tries_yet

__all__ = ["_no_tries_yet"]

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
ROOT = "/api/v1/"
LIST = "/api/v1/galleries/"


@pytest.fixture(autouse=True)
def _two_a_minute(settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 2


def read(browser: Browser, path: str = LIST, *, times: int = 3, token: str = "") -> list[int]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return [browser.get(path, headers=headers).status_code for _ in range(times)]


def test_it_tells_in_the_one_shape_how_long_to_wait(
    acme: Studio, alice: Person, browser: Browse
) -> None:
    asking = browser(acme, alice)
    assert read(asking) == [200, 200, 429]
    told = asking.get(LIST)
    assert told.json()["error"]["code"] == "throttled"
    assert 0 < int(told.headers["Retry-After"]) <= 60


def test_it_counts_each_person_alone(
    acme: Studio, alice: Person, bob: Person, browser: Browse
) -> None:
    assert read(browser(acme, alice)) == [200, 200, 429]
    assert read(browser(acme, bob), times=2) == [200, 200]


def test_it_counts_each_token_alone_and_not_its_member(
    acme: Studio, alice: Person, browser: Browse
) -> None:
    assert read(browser(acme), token=_token(acme, alice)) == [200, 200, 429]
    assert read(browser(acme), token=_token(acme, alice), times=2) == [200, 200]
    assert read(browser(acme, alice), times=2) == [200, 200]


def test_it_counts_strangers_by_their_address(acme: Studio, browser: Browse) -> None:
    assert read(browser(acme), ROOT) == [200, 200, 429]
    assert read(browser(acme, REMOTE_ADDR="192.0.2.1"), ROOT, times=2) == [200, 200]


def test_it_counts_each_studio_alone(
    acme: Studio, bolt: Studio, alice: Person, mallory: Person, browser: Browse
) -> None:
    assert read(browser(acme, alice)) == [200, 200, 429]
    assert read(browser(bolt, mallory), times=2) == [200, 200]


def test_it_counts_no_writes_among_the_reads(acme: Studio, alice: Person, browser: Browse) -> None:
    asking = browser(acme, alice)
    for _ in range(3):
        assert asking.put(f"{LIST}places/", {}, content_type="application/json").status_code == 400
    assert read(asking, times=2) == [200, 200]


def test_it_has_no_limit_where_none_is_set(
    acme: Studio, alice: Person, browser: Browse, settings: Any
) -> None:
    settings.API_READS_PER_MINUTE = 0
    assert set(read(browser(acme, alice), times=5)) == {200}


def _token(studio: Studio, person: Person) -> str:
    with tenant_context(studio):
        return ApiToken.issue(person, name="Program")[1]
