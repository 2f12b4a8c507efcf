"""The client code in the table of a gallery."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import authorizations, client_codes, galleries

from .conftest import Page


def test_it_is_made_read_and_changed(owner: Browser, gallery: Gallery, at: Page) -> None:
    owner.post(at("authorizations/code/"), {"code": ""})
    first = client_codes.of(gallery)
    assert first is not None
    assert first.code in owner.get(at("authorizations/")).content.decode()
    owner.post(at("authorizations/code/"), {"code": "linden 24"})
    second = client_codes.of(gallery)
    assert second is not None
    assert (second.pk, second.code, second.password_generation) == (first.pk, "LINDEN24", 2)


def test_it_says_what_is_wrong_with_a_code(owner: Browser, gallery: Gallery, at: Page) -> None:
    answer = owner.post(at("authorizations/code/"), {"code": "abc"})
    assert answer.status_code == 422
    assert "letters and digits" in answer.content.decode()
    assert client_codes.of(gallery) is None


def test_it_is_taken_off_like_any_row(owner: Browser, gallery: Gallery, at: Page) -> None:
    row = client_codes.set_code(gallery=gallery)
    owner.post(at(f"authorizations/{row.public_id}/remove/"))
    assert client_codes.of(gallery) is None
    assert Authorization.objects.filter(gallery=gallery, code="").count() == 1


def test_it_is_not_given_where_the_gallery_above_decides(gallery: Gallery) -> None:
    below = galleries.create(title="Dance", parent=gallery, inherit=True)
    with pytest.raises(authorizations.TableIsAbove):
        client_codes.set_code(gallery=below)


def test_it_goes_along_into_a_table_that_begins_as_a_copy(gallery: Gallery) -> None:
    client_codes.set_code(gallery=gallery, code="LINDEN24")
    below = galleries.create(title="Dance", parent=gallery, inherit=True)
    authorizations.own_table(gallery=below)
    copied = client_codes.of(below)
    assert copied is not None
    assert copied.code == "LINDEN24"
