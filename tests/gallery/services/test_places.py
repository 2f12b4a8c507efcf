"""Photos in another order, told by a neighbour."""

from __future__ import annotations

import pytest

from modules.gallery.models import Gallery, Placement
from modules.gallery.services import galleries, placing
from safelight.kernel.sequence import Spot

from .conftest import AddPhoto


def _names(gallery: Gallery) -> list[str]:
    here = Placement.objects.filter(gallery=gallery).order_by("position", "pk")
    return list(here.values_list("photo__name", flat=True))


def test_it_puts_chosenbeside_another_one(gallery: Gallery, add_photo: AddPhoto) -> None:
    a, b, c, d = (add_photo(gallery, f"{name}.jpg").public_id for name in "abcd")
    placing.put(gallery=gallery, photos=[d, b], spot=Spot(before=a))
    assert _names(gallery) == ["b.jpg", "d.jpg", "a.jpg", "c.jpg"]
    placing.put(gallery=gallery, photos=[b, a], spot=Spot(after=c))
    assert _names(gallery) == ["d.jpg", "c.jpg", "b.jpg", "a.jpg"]


def test_it_leaves_chosenthat_are_dropped_on_themselves(
    gallery: Gallery, add_photo: AddPhoto
) -> None:
    a, b, _c = (add_photo(gallery, f"{name}.jpg").public_id for name in "abc")
    placing.put(gallery=gallery, photos=[a, b], spot=Spot(after=b))
    assert _names(gallery) == ["a.jpg", "b.jpg", "c.jpg"]


def test_it_moves_chosentogether_by_one_place(gallery: Gallery, add_photo: AddPhoto) -> None:
    a, _b, c, _d = (add_photo(gallery, f"{name}.jpg").pk for name in "abcd")
    placing.step(gallery=gallery, photo_ids=[a, c], later=True)
    assert _names(gallery) == ["b.jpg", "d.jpg", "a.jpg", "c.jpg"]
    placing.step(gallery=gallery, photo_ids=[a, c], later=True)
    assert _names(gallery) == ["b.jpg", "d.jpg", "a.jpg", "c.jpg"]


def test_it_puts_no_photo_beside_one_of_another_gallery(
    gallery: Gallery, add_photo: AddPhoto
) -> None:
    mine = add_photo(gallery, "a.jpg").public_id
    other = add_photo(galleries.create(title="other"), "b.jpg").public_id
    for chosen, beside in (([mine], other), ([other], mine)):
        with pytest.raises(placing.PlacesChanged):
            placing.put(gallery=gallery, photos=chosen, spot=Spot(before=beside))
