"""What is offered to whom: section B5 of the product, and the rules of ``services/offers``."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from modules.commerce.services import offers
from modules.gallery import facade
from modules.gallery.access import Viewer
from modules.gallery.models import Authorization, DeliveryFormat, Gallery, Photo
from modules.gallery.services import photos as gallery_photos
from tests.commerce.prices.factories import keep, make_row, offer, sell
from tests.gallery.factories import make_gallery, make_photo


def names(viewer: Viewer, gallery: Gallery, photo: Photo) -> list[str]:
    """The rows that this viewer can buy of the photo."""
    found = offers.of_photos(viewer=viewer, gallery_id=gallery.pk, photo_ids=[photo.pk])[photo.pk]
    return [row.name for each in found for row in each.rows]


def free(gallery: Gallery, **fields: Any) -> None:
    Authorization.objects.filter(gallery=gallery).update(**fields)


def test_b5_it_gives_final_ones_for_nothing_and_sells_proofs(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    free(gallery, originals="final")
    sell(at=gallery, offer_states=["PROOF"])
    assert names(viewer, gallery, photo) == ["Row of 1500"]
    gallery_photos.set_state(photo_ids=[photo.pk], state="FINAL")
    assert names(viewer, gallery, photo) == []
    gallery_photos.set_state(photo_ids=[photo.pk], state="PROOF")
    assert names(viewer, gallery, photo) == ["Row of 1500"]


def test_it_sells_no_download_of_what_is_free_but_prints_of_it(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    free(gallery, originals="all")
    sell(at=gallery)
    sell("print", 900, at=gallery)
    assert names(viewer, gallery, photo) == ["Row of 900"]


def test_it_shows_the_team_what_clients_are_offered(gallery: Gallery, photo: Photo) -> None:
    sell(at=gallery)
    assert names(Viewer(is_team=True), gallery, photo) == ["Row of 1500"]


@pytest.mark.parametrize(
    ("box", "pixels", "offered"),
    [("max", 1500, True), ("max", 1501, False), ("min", 1000, True), ("min", 1001, False),
     ("max", None, True)],
)  # fmt: skip
def test_c4_11_it_offers_nothing_larger_than_the_original(
    gallery: Gallery, photo: Photo, viewer: Viewer, box: str, pixels: int | None, offered: bool
) -> None:
    made = sell(at=gallery)
    fmt = DeliveryFormat.objects.create(name="Box", pixels=pixels, box=box)
    made.rows.update(format=fmt)
    assert bool(names(viewer, gallery, photo)) is offered


@pytest.mark.parametrize(("megabytes", "offered"), [("4.50", True), ("4.51", False)])
def test_c4_11_it_measures_megabytes_unpacked(
    gallery: Gallery, photo: Photo, viewer: Viewer, megabytes: str, offered: bool
) -> None:
    made = sell(at=gallery)
    made.rows.update(format=DeliveryFormat.objects.create(name="Agency", megabytes=megabytes))
    assert bool(names(viewer, gallery, photo)) is offered


def test_it_sells_in_the_galleries_below(gallery: Gallery, viewer: Viewer) -> None:
    below = make_gallery(parent=gallery, own_authorizations=False)
    inside = make_photo(in_gallery=below)
    sell(at=gallery)
    assert names(viewer, below, inside) == ["Row of 1500"]


def test_it_sells_of_one_photo_what_is_offered_for_it_alone(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    other = make_photo(in_gallery=gallery)
    sell("download", 100, 200, at=photo)
    assert names(viewer, gallery, photo) == ["Row of 100", "Row of 200"]
    assert names(viewer, gallery, other) == []


def test_it_offers_several_lists_in_their_order(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    sell("print", 2, at=gallery, position=2)
    sell("download", 1, at=photo, position=1)
    assert names(viewer, gallery, photo) == ["Row of 1", "Row of 2"]


@pytest.mark.parametrize("gone", ["closed", "unpublished", "stranger", "list", "row"])
def test_it_offers_nothing_that_is_gone(
    gallery: Gallery, photo: Photo, viewer: Viewer, gone: str
) -> None:
    made = sell(at=gallery)
    if gone == "closed":
        free(gallery, enter=False)
    if gone == "unpublished":
        gallery.unpublish()
    if gone == "list":
        type(made).objects.update(withdrawn_at=timezone.now())
    if gone == "row":
        made.rows.update(withdrawn_at=timezone.now())
    assert names(Viewer() if gone == "stranger" else viewer, gallery, photo) == []


def test_it_says_what_waits_until_it_is_final(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    sell(at=gallery, only_final_at_once=True)
    ask: Any = {"viewer": viewer, "gallery_id": gallery.pk, "photo_ids": [photo.pk]}
    assert offers.of_photos(**ask)[photo.pk][0].waits
    gallery_photos.set_state(photo_ids=[photo.pk], state="FINAL")
    assert not offers.of_photos(**ask)[photo.pk][0].waits


@pytest.mark.parametrize(
    ("left", "threshold", "words"),
    [(0, None, "Sold out"), (5, None, ""), (5, 4, "More than 4 left"), (4, 4, "4 left"),
     (1, 4, "1 left"), (0, 4, "Sold out")],
)  # fmt: skip
def test_it_says_what_is_left(
    gallery: Gallery, photo: Photo, viewer: Viewer, left: int, threshold: int | None, words: str
) -> None:
    made = sell("print", at=gallery, stock_shown_from=threshold)
    keep(made, left, photo)
    keep(made, 99, make_photo(in_gallery=gallery))
    found = offers.of_photos(viewer=viewer, gallery_id=gallery.pk, photo_ids=[photo.pk])
    assert [each.stock_words for each in found[photo.pk]] == [words]
    assert found[photo.pk][0].is_sold_out is (left == 0)


def test_it_sells_a_gallery_as_a_whole_with_the_offered_states(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    make_photo(in_gallery=gallery, state="FINAL")
    sell("gallery", 9900, at=gallery)
    sell("gallery", 4900, at=gallery, offer_states=["FINAL"], position=1)
    found = offers.of_gallery(viewer=viewer, gallery_id=gallery.pk)
    assert [(each.photos, each.lowest) for each in found] == [(2, 9900), (1, 4900)]
    free(gallery, originals="final")
    found = offers.of_gallery(viewer=viewer, gallery_id=gallery.pk)
    assert [each.lowest for each in found] == [9900]


def test_it_sells_products_in_the_shop_and_where_they_are_offered(
    gallery: Gallery, viewer: Viewer
) -> None:
    sell("product", 100, in_shop=True)
    book = sell("product", 200, at=gallery)
    assert [each.lowest for each in offers.shop()] == [100]
    found = offers.of_gallery(viewer=viewer, gallery_id=gallery.pk)
    assert [each.price_list for each in found] == [book]
    assert offers.of_gallery(viewer=Viewer(), gallery_id=gallery.pk) == []


def test_it_asks_as_much_for_one_photo_as_for_thirty(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    made = sell("print", 1, 2, 3, at=gallery)
    many = [photo, *(make_photo(in_gallery=gallery) for _ in range(29))]
    for each in many:
        offer(sell("download", at=each), gallery)
        keep(made, 3, each)
    counts = []
    for some in (many[:1], many):
        with CaptureQueriesContext(connection) as asked:
            found = offers.of_photos(
                viewer=viewer, gallery_id=gallery.pk, photo_ids=[each.pk for each in some]
            )
        counts.append(len(asked))
    assert len(found) == 30
    assert counts[0] == counts[1] <= 12


def test_it_knows_of_which_photos_of_a_grid_something_is_sold(
    gallery: Gallery, photo: Photo, viewer: Viewer
) -> None:
    small = DeliveryFormat.objects.create(name="Huge", pixels=9000)
    make_row(sell("print", at=photo), 1, format=small)
    other = make_photo(in_gallery=gallery, state="FINAL")
    sell(at=gallery, offer_states=["FINAL"])
    seen = list(facade.photos(ids=[photo.pk, other.pk]).values())
    ask: Any = {"gallery_id": gallery.pk, "photos": seen}
    assert offers.sold_of(**ask, free_states=()) == {photo.pk, other.pk}
    assert offers.sold_of(**ask, free_states={"FINAL"}) == {photo.pk}
