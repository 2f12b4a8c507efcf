from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.gallery.access import Viewer, decide
from modules.gallery.models import Authorization, Gallery, Photo
from modules.gallery.models.galleries import CannotHoldItself, TooDeep
from modules.gallery.services import authorizations, galleries, placing, presets, tree
from safelight.accounts.models import Client
from safelight.kernel.sequence import Spot
from tenants.models import Studio

from .conftest import AddPhoto

STRANGER = Viewer()


def _make(title: str = "One", **fields: Any) -> Gallery:
    return galleries.create(title=title, **fields)


@pytest.mark.parametrize("preset", presets.PRESETS, ids=lambda preset: preset.key)
def test_it_makes_a_draft_with_what_the_preset_says(
    preset: presets.Preset, inside_acme: Studio
) -> None:
    made = _make(preset=preset.key)
    assert not made.is_published
    assert (made.style, made.hidden, made.show_state) == (
        preset.style, preset.hidden, preset.show_state,
    )  # fmt: skip
    assert authorizations.rights_of(authorizations.anybody(made)) == preset.anybody


def test_it_makes_private_galleries_standard_and_hidden(inside_acme: Studio) -> None:
    made = _make(preset="private_password")
    assert made.style == Gallery.Style.STANDARD
    assert made.hidden


def test_it_shuts_protected_galleries_to_anybody(inside_acme: Studio) -> None:
    made = _make(preset="protected_retouch")
    galleries.publish(gallery=made, at=timezone.now())
    assert made.style == Gallery.Style.PROOFING
    assert not decide(STRANGER, made).enter


def test_it_will_not_publish_a_password_gallery_without_a_password(inside_acme: Studio) -> None:
    made = _make(preset="private_password")
    with pytest.raises(galleries.NoPasswordYet):
        galleries.publish(gallery=made, at=timezone.now())
    authorizations.set_password(gallery=made, password="sunflower")
    assert galleries.publish(gallery=made, at=timezone.now()).is_published


def test_it_copies_settings_without_clients_photos_or_password(
    gallery: Gallery, add_photo: AddPhoto
) -> None:
    add_photo(gallery)
    galleries.change(gallery=gallery, layout="grid", order_states=["PROOF"])
    authorizations.set_password(gallery=gallery, password="sunflower")
    row = authorizations.Address(email="carla@example.org")
    authorizations.add_clients(gallery=gallery, addresses=[row], rights=presets.Rights())
    copy = _make("Two", copy_settings_from=gallery)
    assert (copy.layout, copy.order_states, copy.preset) == ("grid", ["PROOF"], gallery.preset)
    assert [row.password for row in copy.authorizations.all()] == [""]
    assert not Photo.objects.filter(placements__gallery=copy).exists()


def test_it_goes_ten_levels_deep_and_no_deeper(inside_acme: Studio) -> None:
    at: Gallery | None = None
    for level in range(10):
        at = _make(str(level), parent=at)
    with pytest.raises(TooDeep):
        _make("eleven", parent=at)


def test_it_will_not_move_a_gallery_into_itself(inside_acme: Studio) -> None:
    top = _make("top")
    child = _make("child", parent=top)
    with pytest.raises(CannotHoldItself):
        galleries.move(gallery=top, parent=child)


def test_it_counts_what_hangs_below_when_it_moves(inside_acme: Studio) -> None:
    at: Gallery | None = None
    for level in range(9):
        at = _make(str(level), parent=at)
    pair = _make("pair")
    _make("below", parent=pair)
    with pytest.raises(TooDeep):
        galleries.move(gallery=pair, parent=at)


def test_it_refuses_one_sub_gallery_too_many(
    inside_acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "MOST_CHILDREN", 2)
    top = _make("top")
    for title in ("a", "b"):
        _make(title, parent=top)
    with pytest.raises(tree.TooManyGalleries):
        _make("c", parent=top)


def test_it_gives_an_inheriting_gallery_a_table_when_it_moves_to_the_top(
    gallery: Gallery,
) -> None:
    child = _make("child", parent=gallery, inherit=True)
    assert not child.own_authorizations
    galleries.move(gallery=child, parent=None)
    assert Authorization.objects.filter(gallery=child).count() == 1


def test_it_ends_old_links_when_it_closes_a_gallery(gallery: Gallery) -> None:
    galleries.publish(gallery=gallery, at=timezone.now())
    before = Gallery.objects.get(pk=gallery.pk).access_revision
    galleries.unpublish(gallery=gallery)
    assert Gallery.objects.get(pk=gallery.pk).access_revision > before


def test_it_puts_galleries_beside_another_one(inside_acme: Studio) -> None:
    a, b, c, d = (_make(title).public_id for title in "abcd")
    galleries.put(galleries=[d, b], spot=Spot(before=a))
    assert _level() == [b, d, a, c]
    galleries.put(galleries=[b], spot=Spot(after=c))
    assert _level() == [d, a, c, b]


def test_it_moves_a_gallery_one_place_and_stays_at_the_end(inside_acme: Studio) -> None:
    a, b = (_make(title) for title in "ab")
    galleries.step(gallery=b, later=False)
    assert _level() == [b.public_id, a.public_id]
    galleries.step(gallery=b, later=False)
    galleries.step(gallery=a, later=True)
    assert _level() == [b.public_id, a.public_id]


def test_it_puts_no_gallery_beside_one_of_another_level(inside_acme: Studio) -> None:
    a, b = (_make(title) for title in "ab")
    child = _make("child", parent=a, inherit=True)
    for spot in (Spot(before=child.public_id), Spot(after="x" * 22)):
        with pytest.raises(galleries.NotThoseGalleries):
            galleries.put(galleries=[b.public_id], spot=spot)
    assert _level() == [a.public_id, b.public_id]


def test_it_shows_sub_galleries_in_a_new_order_at_once(gallery: Gallery) -> None:
    first, second = (_make(title, parent=gallery, inherit=True) for title in "ab")
    before = Gallery.objects.get(pk=gallery.pk).content_revision
    galleries.put(galleries=[second.public_id], spot=Spot(before=first.public_id))
    assert Gallery.objects.get(pk=gallery.pk).content_revision > before


def _level() -> list[str]:
    return list(Gallery.objects.filter(parent=None).values_list("public_id", flat=True))


def test_it_deletes_what_lies_below_and_spares_photos_shown_elsewhere(
    gallery: Gallery, add_photo: AddPhoto
) -> None:
    child, other = _make("child", parent=gallery), _make("other")
    add_photo(child, "gone.jpg")
    shared = add_photo(other, "shared.jpg")
    placing.place(gallery=child, photo_ids=[shared.pk])
    from_here = galleries.loss(gallery=gallery)
    assert (from_here.galleries, from_here.photos) == (2, 1)
    galleries.delete(gallery=gallery)
    assert list(Photo.objects.values_list("pk", flat=True)) == [shared.pk]
    assert not Gallery.objects.filter(pk=child.pk).exists()


def test_it_keeps_clients_when_a_gallery_goes(gallery: Gallery) -> None:
    clients = Client.objects.count()
    galleries.delete(gallery=gallery)
    assert Client.objects.count() == clients
