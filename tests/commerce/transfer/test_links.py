"""Signed links of finals: good for who holds the right, over with the next request after it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.commerce.services.delivery import withdrawing
from modules.gallery.models import Photo
from modules.gallery.services import photos
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.transfer.conftest import Fair, Open
from tests.gallery.factories import original
from tests.gallery.plane import fetch

Capture = Callable[..., AbstractContextManager[Any]]

pytestmark = pytest.mark.django_db


def link(fair: Fair, browser: Open, acme: Studio, *, archive: bool) -> tuple[Browser, str]:
    """A guest's browser with the link that it was given."""
    (final,) = fair.transfer("A.jpg")
    mine = browser(acme)
    mine.get(fair.path(fair.order("A")))
    address = f"{fair.tab}archive/" if archive else f"{fair.tab}{final.public_id}/download/"
    return mine, mine.get(address).headers["Location"]


@pytest.mark.parametrize("archive", [False, True])
@pytest.mark.parametrize("change", ["withdraw", "rename", "nobody"])
def test_it_ends_with_the_right(  # noqa: PLR0913 - fixtures
    archive: bool, change: str, fair: Fair, acme: Studio, browser: Open, alice: Person,
    django_capture_on_commit_callbacks: Capture,
) -> None:  # fmt: skip
    mine, url = link(fair, browser, acme, archive=archive)
    assert fetch(mine, url).status == 200
    with django_capture_on_commit_callbacks(execute=True):
        _change(change, fair, alice)
    assert fetch(mine, url).status == 404


def _change(change: str, fair: Fair, alice: Person) -> None:
    if change == "withdraw":
        withdrawing.withdraw(order=Order.objects.get(), by=alice, at=timezone.now())
    elif change == "rename":
        photos.rename(photo=Photo.objects.get(pk=fair.photos["A"].pk), name="Z.jpg")
    else:
        fair.allow("nobody")


def test_it_gives_the_very_file(fair: Fair, acme: Studio, browser: Open) -> None:
    mine, url = link(fair, browser, acme, archive=False)
    assert fetch(mine, url).body == original()


def test_it_is_renewed_for_nobody_else(
    fair: Fair, acme: Studio, browser: Open, django_capture_on_commit_callbacks: Capture
) -> None:
    _mine, url = link(fair, browser, acme, archive=False)
    with django_capture_on_commit_callbacks(execute=True):
        fair.allow("ordered")
    assert fetch(browser(acme), url).status == 404
