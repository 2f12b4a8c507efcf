"""The terms of a gallery, and its own lists of extras kept in step with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.commerce import facade
from modules.commerce.facade import BadTerms
from modules.commerce.models import PriceList
from modules.commerce.services.deliverables import managed
from modules.commerce.workspace.reads import pricelists
from modules.gallery.models import Gallery
from tests.commerce.deliverables.terms import USUAL, change, set_terms


def test_it_sells_one_more_photo_by_a_list_of_its_own(gallery: Gallery) -> None:
    terms = change(gallery, extra_price=1800)
    row = managed.row_of(terms.price_list)
    assert row is not None
    assert (row.name, row.amount) == ("One more photo", 1800)
    assert PriceList.objects.filter(is_managed=True).count() == 1
    assert terms.whole_list is None


def test_it_shows_the_list_on_no_price_page(gallery: Gallery) -> None:
    assert pricelists.listed() == []
    assert pricelists.for_gallery(gallery) == []


def test_it_sells_all_at_one_price_by_another_list(gallery: Gallery) -> None:
    terms = change(gallery, flat_price=20000)
    row = managed.row_of(terms.whole_list)
    assert row is not None
    assert (row.amount, row.price_list.kind) == (20000, "gallery")


@pytest.mark.parametrize("fewer", [{"upsell": False}, {"included": None}])
def test_it_withdraws_what_is_not_sold_any_more(gallery: Gallery, fewer: dict[str, Any]) -> None:
    terms = change(gallery, **fewer)
    assert managed.row_of(terms.price_list) is None
    again = set_terms(gallery)
    assert again.price_list_id == terms.price_list_id
    assert managed.row_of(again.price_list) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"included": -1},
        {"extra_price": None},
        {"extra_price": 0},
        {"all_discount": 20, "flat_price": 9900},
        {"all_discount": 100},
        {"mode": "none"},
        {"mode": "soft_proofing", "least": 4},
        {"mode": "soft_proofing", "extra_price": None, "flat_price": 9900},
    ],
)
def test_it_refuses_terms_that_do_not_go_together(gallery: Gallery, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadTerms) as refused:
        change(gallery, **wrong)
    assert refused.value.fields


def test_it_hands_terms_on_as_they_are(gallery: Gallery) -> None:
    assert facade.terms_of(change(gallery)) == USUAL


def test_it_tells_what_was_taken_and_sold(gallery: Gallery) -> None:
    told = facade.deliverables_of([gallery.pk, 0])
    assert list(told) == [gallery.pk]
    facts = told[gallery.pk]
    assert (facts.included, facts.taken, facts.extras, facts.is_chosen) == (3, 0, 0, False)


def test_it_raises_the_galleries_revision_so_that_links_are_decided_anew(gallery: Gallery) -> None:
    before = gallery.access_revision
    change(gallery, included=2)
    gallery.refresh_from_db()
    assert gallery.access_revision > before


def test_it_knows_no_other_terms(gallery: Gallery) -> None:
    with pytest.raises(TypeError):
        facade.set_deliverables(gallery_id=gallery.pk, terms={"price": 1}, at=timezone.now())
