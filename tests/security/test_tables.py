"""The table of a sub-gallery that takes its rules from above."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import galleries
from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]


@pytest.fixture
def sub_gallery(acme: Studio) -> Gallery:
    with tenant_context(acme):
        parent = galleries.create(title="Wedding")
        return galleries.create(title="Ceremony", parent=parent, inherit=True)


FORMS = {
    "password/": {"password": "Our Wedding"},
    "password/ ": {"clear": "1"},
    "clients/": {"clients-emails": "eve@example.org", "clients-originals": "none"},
}


@pytest.mark.parametrize("path", FORMS)
def test_it_takes_no_row_where_the_gallery_above_decides(
    acme: Studio, alice: Person, sub_gallery: Gallery, browser: Browse, path: str
) -> None:
    mine = browser(acme, alice)
    here = f"/studio/galleries/{sub_gallery.public_id}/authorizations/"
    told = mine.post(f"{here}{path.strip()}", FORMS[path], follow=True)
    assert "The gallery above decides" in told.content.decode()
    with tenant_context(acme):
        assert not Authorization.objects.filter(gallery=sub_gallery).exists()
    assert mine.post(f"{here}table/", {"table": "own"}).status_code == 302
    with tenant_context(acme):
        assert Authorization.objects.filter(gallery=sub_gallery).count() == 1
