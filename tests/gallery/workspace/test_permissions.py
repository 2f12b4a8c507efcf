"""Every button, pressed by a member whose role does not allow it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from tenants.models import Studio

from .conftest import AddPhoto, Page

NOT_FOR_BOB = (
    "photos/actions/",
    "photos/arrange/",
    "settings/",
    "move/",
    "place/",
    "publish/",
    "unpublish/",
    "delete/",
    "authorizations/rows/",
    "authorizations/password/",
    "authorizations/clients/",
    "authorizations/groups/",
    "authorizations/table/",
    "authorizations/{id}/remove/",
    "send/",
    "photos/{id}/name/",
    "photos/{id}/state/",
    "photos/{id}/comments/",
    "comments/{id}/",
)


@pytest.mark.parametrize("path", NOT_FOR_BOB)
def test_it_refuses_a_retoucher(
    path: str, acme: Studio, bob: Person, browser: Callable[..., Browser], gallery: Gallery,
    at: Page,
) -> None:  # fmt: skip
    before = Gallery.objects.values().get(pk=gallery.pk)
    answer = browser(acme, bob).post(at(path.format(id="x" * 22)), {"title": "Ida & Jonas"})
    assert answer.status_code == 403
    assert Gallery.objects.values().get(pk=gallery.pk) == before


@pytest.mark.parametrize("path", [*NOT_FOR_BOB, "", "feedback/", "activity/"])
def test_it_sends_strangers_to_sign_in(
    path: str, acme: Studio, browser: Callable[..., Browser], gallery: Gallery, at: Page
) -> None:
    answer = browser(acme).post(at(path.format(id="x" * 22)))
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]


def test_it_lets_a_retoucher_bring_an_earlier_version_back(
    acme: Studio, bob: Person, browser: Callable[..., Browser], gallery: Gallery, at: Page,
    add_photo: AddPhoto,
) -> None:  # fmt: skip
    photo = add_photo(gallery)
    answer = browser(acme, bob).post(at(f"photos/{photo.public_id}/version/"), {"number": "1"})
    assert answer.status_code == 302
