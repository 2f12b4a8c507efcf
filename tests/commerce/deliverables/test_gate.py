"""B7 (d) and (e): N photos are included and free for ever; what goes beyond asks for its price."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.commerce.models import IncludedPhoto
from modules.commerce.services.deliverables import gate, saying
from modules.gallery.models import Gallery, Photo
from modules.gallery.services import photos as gallery_photos
from safelight.accounts.models import Visitor
from tests.commerce.deliverables.terms import change, fetch, held, set_terms
from tests.commerce.factories import photos_of, shop


def reason(gallery: Gallery, *ids: int) -> str:
    return next(iter(gate.held(gallery_id=gallery.pk, photo_ids=ids).values())).reason


def test_it_gives_any_three_and_asks_for_the_price_of_the_fourth(
    gallery: Gallery, ids: list[int]
) -> None:
    for photo_id in (ids[4], ids[0], ids[2]):
        assert fetch(gallery, [photo_id]) == [photo_id]
    assert fetch(gallery, [ids[1]]) == []
    (why,) = gate.held(gallery_id=gallery.pk, photo_ids=[ids[1]]).values()
    assert why.price == "€15.00"
    assert why.reason == "All 3 photos that are included were downloaded."
    assert why.url.endswith(f"?photo={Photo.objects.get(pk=ids[1]).public_id}")


def test_it_gives_the_same_photo_again_for_ever(gallery: Gallery, ids: list[int]) -> None:
    for photo_id in ids[:3]:
        fetch(gallery, [photo_id])
    change(gallery, included=0, upsell=False)
    assert fetch(gallery, ids[:3]) == ids[:3]
    assert IncludedPhoto.objects.count() == 3


def test_it_counts_a_photo_once_whoever_of_the_clients_fetches_it(
    gallery: Gallery, ids: list[int]
) -> None:
    for _client in range(5):
        fetch(gallery, [ids[0]], Visitor.objects.create().pk)
    assert held(gallery, ids[1:3]) == set()


def test_it_refuses_more_with_an_explanation_where_nothing_is_sold(
    gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:3])
    change(gallery, upsell=False)
    (why,) = gate.held(gallery_id=gallery.pk, photo_ids=[ids[3]]).values()
    assert "Ask the studio" in why.reason
    assert (why.price, why.url) == ("", "")


def test_it_asks_which_where_more_are_chosen_than_are_left(
    gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:1])
    assert held(gallery, ids) == set(ids[1:])
    assert reason(gallery, *ids) == "2 more photos are included. Choose which ones you want."
    gate.include(
        gallery_id=gallery.pk, photo_ids=ids[3:5], visitor_id=Visitor.objects.create().pk,
        at=timezone.now(),
    )  # fmt: skip
    assert fetch(gallery, ids) == [ids[0], ids[3], ids[4]]


def test_it_includes_none_of_too_many(gallery: Gallery, ids: list[int]) -> None:
    visitor = Visitor.objects.create().pk
    with pytest.raises(saying.TooMany, match="1 photo more"):
        gate.include(
            gallery_id=gallery.pk, photo_ids=ids[:4], visitor_id=visitor, at=timezone.now()
        )
    assert not IncludedPhoto.objects.exists()


def test_it_counts_a_deleted_photo_on(gallery: Gallery, ids: list[int]) -> None:
    fetch(gallery, ids[:3])
    gallery_photos.delete(photo_ids=ids[:1])
    assert held(gallery, [ids[3]]) == {ids[3]}


def test_it_remembers_what_was_fetched_while_all_were_included(
    gallery: Gallery, ids: list[int]
) -> None:
    change(gallery, included=None)
    assert fetch(gallery, ids[:5]) == ids[:5]
    change(gallery, included=3)
    assert held(gallery, ids) == {ids[5]}


def test_it_lets_all_go_where_nothing_is_said(gallery: Gallery, ids: list[int]) -> None:
    other = shop(None, photos=1)
    assert fetch(other, [photo.pk for photo in photos_of(other)]) != []
    assert held(other, ids) == set()


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    included=st.integers(0, 4),
    acts=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=12),
)
def test_it_never_gives_more_than_are_included(
    gallery: Gallery, included: int, acts: list[tuple[int, int]]
) -> None:
    """However photos are fetched, alone or together, and again."""
    IncludedPhoto.objects.all().delete()
    set_terms(gallery, included=included)
    ids, got = [photo.pk for photo in photos_of(gallery)], set[int]()
    for first, count in acts:
        wanted = ids[first : first + count]
        new = set(wanted) - got
        given_now = set(fetch(gallery, wanted))
        assert given_now == (set(wanted) if len(new) + len(got) <= included else set(wanted) & got)
        got |= given_now
    assert len(got) <= included
    numbers = list(IncludedPhoto.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(got) + 1))
