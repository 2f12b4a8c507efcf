from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.models import Order, OrderItem, OrderLine
from modules.commerce.models.items import ItemState, Method
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.object_tasks import remove_object
from modules.gallery.services import galleries, photos, placing
from modules.gallery.services.photos import REMOVE_OBJECT
from safelight.accounts.models import Visitor
from safelight.jobs.models import Job
from safelight.outbox.models import DomainEvent
from safelight.storage import keys, objects
from tenants.context import public_context
from tenants.models import Studio

from .conftest import AddPhoto, add_version


def _revision(gallery: Gallery) -> int:
    return Gallery.objects.get(pk=gallery.pk).access_revision


def _names(gallery: Gallery) -> list[str]:
    rows = Placement.objects.filter(gallery=gallery).select_related("photo")
    return [row.photo.name for row in rows]


def _events(name: str) -> list[dict[str, Any]]:
    return [row.payload for row in DomainEvent.objects.filter(name=name)]


def _order(gallery: Gallery, photo: Photo) -> OrderItem:
    visitor = Visitor.objects.create()
    order = Order.objects.create(
        visitor=visitor, number=1, currency="EUR", placed_at=timezone.now()
    )
    line = OrderLine.objects.create(
        order=order, kind="retouch", gallery=gallery, photo=photo, name=photo.name
    )
    item: OrderItem = OrderItem.objects.create(
        order=order, line=line, gallery=gallery, photo=photo, name=photo.name,
        state=ItemState.PENDING, method=Method.DOWNLOAD, version=photo.version,
    )  # fmt: skip
    return item


def test_it_announces_a_change_of_state_once_for_all(gallery: Gallery, add_photo: AddPhoto) -> None:
    two = [add_photo(gallery, name).pk for name in ("a.jpg", "b.jpg")]
    assert photos.set_state(photo_ids=two, state="FINAL") == 2
    assert photos.set_state(photo_ids=two, state="FINAL") == 0
    assert _events("gallery.PhotosChangedState") == [{"photo_ids": two, "state": "FINAL"}]


def test_it_ends_links_to_what_is_final_no_more(gallery: Gallery, add_photo: AddPhoto) -> None:
    photo = add_photo(gallery, state="FINAL")
    before = _revision(gallery)
    photos.set_state(photo_ids=[photo.pk], state="PROOF")
    assert _revision(gallery) > before
    between = _revision(gallery)
    photos.set_state(photo_ids=[photo.pk], state="FINAL")
    assert _revision(gallery) == between


def test_it_takes_photos_out_of_one_gallery_of_two(gallery: Gallery, add_photo: AddPhoto) -> None:
    other = galleries.create(title="other")
    both, one = add_photo(gallery, "both.jpg"), add_photo(gallery, "one.jpg")
    placing.place(gallery=other, photo_ids=[both.pk])
    done = placing.remove(gallery=gallery, photo_ids=[both.pk, one.pk])
    assert (done.removed, done.stayed) == (1, 1)
    assert (_names(gallery), _names(other)) == (["one.jpg"], ["both.jpg"])


def test_it_deletes_a_photo_and_then_its_files(
    gallery: Gallery, add_photo: AddPhoto, inside_acme: Studio
) -> None:
    photo = add_photo(gallery)
    assert photo.version is not None
    key = photo.version.object_key
    objects.from_environment().write(keys.join(key, "original"), [b"bytes"])
    assert photos.delete(photo_ids=[photo.pk]) == photos.Deleted(deleted=1, kept=0)
    with public_context():
        assert Job.objects.filter(kind=REMOVE_OBJECT, key=key).count() == 1
    remove_object(object_key=key)
    assert not objects.from_environment().exists(keys.join(key, "original"))


def test_it_keeps_an_ordered_photo_out_of_sight(gallery: Gallery, add_photo: AddPhoto) -> None:
    ordered, other = add_photo(gallery, "ordered.jpg"), add_photo(gallery, "other.jpg")
    item = _order(gallery, ordered)
    done = photos.delete(photo_ids=[ordered.pk, other.pk])
    assert (done.deleted, done.kept) == (1, 1)
    item.refresh_from_db()
    assert item.photo == ordered
    assert ordered.versions.count() == 1
    assert Photo.objects.get(pk=ordered.pk).version_id == item.version_id
    assert _names(gallery) == []


def test_it_renames_and_keeps_the_ending(gallery: Gallery, add_photo: AddPhoto) -> None:
    photo = add_photo(gallery, "IMG_1.JPG")
    assert photos.rename(photo=photo, name="The kiss").name == "The kiss.JPG"
    assert photo.name_key == "the kiss.jpg"


@pytest.mark.parametrize("name", ["", "   ", "a/b", "a\\b", "a\nb", "x" * 201])
def test_it_refuses_names_that_are_none(name: str, gallery: Gallery, add_photo: AddPhoto) -> None:
    with pytest.raises(photos.BadName):
        photos.rename(photo=add_photo(gallery), name=name)


def test_it_refuses_a_name_that_the_gallery_has(gallery: Gallery, add_photo: AddPhoto) -> None:
    add_photo(gallery, "a.jpg")
    with pytest.raises(photos.NameTaken):
        photos.rename(photo=add_photo(gallery, "b.jpg"), name="A.jpg")


def test_it_shows_an_earlier_version_again_and_says_so(
    gallery: Gallery, add_photo: AddPhoto, inside_acme: Studio
) -> None:
    photo = add_photo(gallery)
    first = photo.version_id
    add_version(photo, inside_acme)
    photos.restore(photo=photo, number=1)
    assert Photo.objects.get(pk=photo.pk).version_id == first
    assert _events("gallery.PhotoReplaced") == [{"photo_id": photo.pk, "version_id": first}]


def test_it_knows_no_version_that_never_was(gallery: Gallery, add_photo: AddPhoto) -> None:
    with pytest.raises(photos.NoSuchVersion):
        photos.restore(photo=add_photo(gallery), number=7)


def test_it_takes_only_its_own_photos_as_cover(gallery: Gallery, add_photo: AddPhoto) -> None:
    mine = add_photo(gallery)
    assert photos.set_cover(gallery=gallery, photo=mine).cover == mine
    other = galleries.create(title="other")
    with pytest.raises(photos.NotInGallery):
        photos.set_cover(gallery=other, photo=mine)


def test_it_arranges_by_name_and_moves_to_the_front(gallery: Gallery, add_photo: AddPhoto) -> None:
    made = [add_photo(gallery, name) for name in ("c.jpg", "A.jpg", "b.jpg")]
    placing.arrange(gallery=gallery, by="name")
    assert _names(gallery) == ["A.jpg", "b.jpg", "c.jpg"]
    placing.move(gallery=gallery, photo_ids=[made[0].pk], to_end=False)
    assert _names(gallery) == ["c.jpg", "A.jpg", "b.jpg"]
    with pytest.raises(placing.UnknownOrder):
        placing.arrange(gallery=gallery, by="p.id; drop table")


def test_it_holds_no_more_than_a_gallery_can(
    gallery: Gallery, add_photo: AddPhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = galleries.create(title="other")
    two = [add_photo(gallery, name).pk for name in ("a.jpg", "b.jpg")]
    monkeypatch.setattr(placing, "MOST_PHOTOS", 1)
    with pytest.raises(placing.TooManyPhotos):
        placing.place(gallery=other, photo_ids=two)
