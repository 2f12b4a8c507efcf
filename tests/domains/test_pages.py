"""The pages and the API of domains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.accounts import fresh
from safelight.accounts.models import ApiToken, Person
from safelight.domains.models import Claim
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Domain, Studio
from tests.domains.seeing import AT, HOST

PAGE = "/studio/settings/domains/"
API = "/api/v1/domains/"


@pytest.fixture
def asking(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def program(acme: Studio, alice: Person) -> Browser:
    with tenant_context(acme):
        _token, secret = ApiToken.issue(alice, name="Program")
    headers = {"host": "acme.localhost", "authorization": f"Bearer {secret}"}
    return Browser(headers=headers)


def test_it_says_what_to_add_and_what_was_found(asking: Browser, acme: Studio) -> None:
    answer = asking.post(f"{PAGE}new/", {"host": "Müller-Fotos.example"})
    claim = Claim.objects.get(studio=acme)
    assert answer.headers["Location"] == f"{PAGE}{claim.public_id}/"
    Claim.objects.filter(pk=claim.pk).update(
        seen_texts=["somebody-elses"], seen_addresses=["198.51.100.1"], checked_at=AT
    )
    page = asking.get(f"{PAGE}{claim.public_id}/").content.decode()
    for word in ("_safelight-challenge.xn--mller-fotos-thb.example", claim.token, "somebody-elses",
                 "198.51.100.1", "müller-fotos.example", "CNAME"):  # fmt: skip
        assert word in page, word


def test_it_says_beside_the_field_what_is_wrong(asking: Browser) -> None:
    answer = asking.post(f"{PAGE}new/", {"host": "127.0.0.1"})
    assert answer.status_code == 422
    assert b"This is an IP address" in answer.content
    assert not Claim.objects.exists()


def test_it_offers_none_where_the_plan_has_none(asking: Browser, acme: Studio) -> None:
    limits.write(acme, limits.Limits(has_custom_domains=False))
    assert b"Connect a domain" not in asking.get(PAGE).content
    assert asking.post(f"{PAGE}new/", {"host": HOST}).status_code == 422


def test_it_makes_primary_and_lets_go(asking: Browser, acme: Studio, proven: Claim) -> None:
    here = f"{PAGE}{proven.public_id}/"
    asking.post(f"{here}primary/")
    assert acme.primary_host() == HOST
    assert b"Used for links" in asking.get(here).content
    asking.post(f"{here}release/")
    assert acme.primary_host() == "acme.localhost"
    assert not Domain.objects.filter(domain=HOST).exists()
    assert asking.get(here).status_code == 404


def test_it_asks_who_it_is_before_anything_changes(asking: Browser, proven: Claim) -> None:
    session: Any = asking.session
    del session[fresh.KEY]
    session.save()
    answer = asking.post(f"{PAGE}{proven.public_id}/release/")
    assert (answer.status_code, Claim.objects.count()) == (302, 1)


def test_it_does_the_same_by_api(program: Browser, acme: Studio) -> None:
    made = program.post(API, {"host": HOST}, content_type="application/json")
    assert made.status_code == 201
    claim = Claim.objects.get(public_id=made.json()["id"])
    assert made.json()["record_name"] == f"_safelight-challenge.{HOST}"
    assert made.json()["record_value"] == claim.token
    assert [each["id"] for each in program.get(API).json()] == [claim.public_id]
    assert program.post(f"{API}{claim.public_id}/check/").status_code == 202
    refused = program.put(f"{API}{claim.public_id}/primary/")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "host_not_ready")
    assert program.delete(f"{API}{claim.public_id}/").status_code == 204
    assert not Claim.objects.exists()
