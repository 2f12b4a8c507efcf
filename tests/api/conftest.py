from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.accounts.models import ApiToken, Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support.clean import _look_studios_up_anew

__all__ = ["_look_studios_up_anew"]

Program = Callable[..., Browser]


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Studios have the addresses of ``tests.api.probe`` as well."""
    monkeypatch.setattr("tenants.middleware.STUDIO_URLS", "tests.api.urls")


@pytest.fixture
def token(acme: Studio, alice: Person) -> str:
    """Alice's."""
    with tenant_context(acme):
        return ApiToken.issue(alice, name="Lightroom")[1]


@pytest.fixture
def program(acme: Studio) -> Program:
    """``program(secret)``: something that comes with a token and never had a page."""

    def make(secret: str, host: str | None = None) -> Browser:
        headers = {"host": host or acme.primary_host(), "authorization": f"Bearer {secret}"}
        return Browser(headers=headers, enforce_csrf_checks=True, raise_request_exception=False)

    return make
