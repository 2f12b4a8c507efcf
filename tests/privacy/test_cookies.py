"""Which cookies a client's browser is given, and which it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from tenants.models import Studio

pytestmark = pytest.mark.usefixtures("inside_acme")


def test_it_gives_none_to_somebody_who_only_reads(
    acme: Studio, browser: Callable[..., Browser]
) -> None:
    guest = browser(acme)
    for path in ("/", "/sitemap.xml"):
        assert guest.get(path).status_code == 200
        assert set(guest.cookies) == set(), path
    guest.get("/sign-in/")
    assert set(guest.cookies) == {"csrf"}
    assert guest.cookies["csrf"]["httponly"]
