"""Clocks of an event: who is how far off by a common frame, photos as they happened, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from modules.agency.services import rights
from modules.agency.services.clocks import cameras, correcting, offsets
from modules.agency.services.clocks.correcting import Setting
from modules.gallery.facade import NotYours, Viewer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Person
from safelight.site.models import SiteSettings
from tenants.models import Studio
from tests.agency import making as libraries
from tests.agency.clocks.making import MINUTE, NOON, TEAM, by_name, order, shot
from tests.gallery.factories import make_gallery

OFF = timedelta(minutes=7, seconds=30)


@pytest.fixture
def event(inside_acme: Studio) -> Gallery:
    """Ada's camera is right; Ben's is seven and a half minutes slow, and its files came later."""
    gallery = make_gallery()
    for number in range(4):
        shot(f"ada{number}.jpg", NOON + 10 * number * MINUTE, of=gallery)
    for number in range(4):
        at = NOON + (10 * number + 5) * MINUTE - OFF
        shot(f"ben{number}.jpg", at, of=gallery, camera="Nikon Z9", serial="2")
    return gallery


def correct(gallery: Gallery, by: Person, **said: timedelta) -> int:
    """Correct cameras by their serial number, as ``c2``."""
    known = by_name(gallery)
    settings = {known[name[1:]].key: Setting(offset=offset) for name, offset in said.items()}
    return correcting.correct(gallery=gallery, settings=settings, viewer=TEAM, by=by, at=NOON)


def test_it_puts_photos_in_the_order_they_happened(event: Gallery, alice: Person) -> None:
    assert correct(event, alice, c2=OFF) == 8
    assert order(event) == [f"{who}{n}.jpg" for n in range(4) for who in ("ada", "ben")]
    ben = Photo.objects.select_related("version").get(name="ben0.jpg")
    assert ben.version is not None
    assert (ben.captured_at, ben.version.captured_at) == (
        NOON + 5 * MINUTE,
        NOON + 5 * MINUTE - OFF,
    )


def test_it_works_the_difference_out_by_one_moment_in_both(event: Gallery) -> None:
    known = by_name(event)
    frames = {each.key: (each, each.shots[1]) for each in known.values()}
    found = offsets.by_frames(frames, reference=known["1"].key)
    assert found == {known["1"].key: timedelta(), known["2"].key: OFF - 5 * MINUTE}


def test_it_takes_all_of_it_back(event: Gallery, alice: Person) -> None:
    before = order(event)
    correct(event, alice, c2=OFF)
    correct(event, alice, c2=2 * OFF)
    assert correcting.take_back(gallery=event, viewer=TEAM) == 8
    assert order(event) == before
    for photo in Photo.objects.select_related("version"):
        assert photo.version is not None
        assert photo.captured_at == photo.version.captured_at
    assert correcting.take_back(gallery=event, viewer=TEAM) == 0


def test_it_corrects_what_the_same_camera_brings_later(event: Gallery, alice: Person) -> None:
    correct(event, alice, c2=OFF)
    late = shot("late.jpg", NOON + 90 * MINUTE, of=event, camera="Nikon Z9", serial="2")
    other = shot("other.jpg", NOON + 90 * MINUTE, of=event, camera="Nikon Z9", serial="3")
    old = shot("old.jpg", NOON - timedelta(days=9), of=event, camera="Nikon Z9", serial="2")
    assert [correcting.correct_new(photo_id=each.pk) for each in (late, other, old)] == [
        True, False, False
    ]  # fmt: skip
    late.refresh_from_db()
    assert late.captured_at == NOON + 90 * MINUTE + OFF


def test_it_corrects_what_comes_into_the_library_first(event: Gallery, alice: Person) -> None:
    ben = libraries.library("Ben")
    shot("lib.jpg", NOON, of=event, camera="Leica", serial="9", library=ben)
    correct(event, alice, c9=OFF)
    elsewhere = make_gallery()
    late = shot("late.jpg", NOON, of=elsewhere, camera="Leica", serial="9", library=ben)
    loose = shot("loose.jpg", NOON, of=elsewhere, camera="Leica", serial="9")
    assert correcting.correct_new(photo_id=late.pk)
    assert not correcting.correct_new(photo_id=loose.pk)


def test_it_keeps_one_camera_of_two_libraries_apart(event: Gallery) -> None:
    for name in ("Cleo", "Dora"):
        shot(f"{name}.jpg", NOON, of=event, camera="Leica", serial="9",
             library=libraries.library(name))  # fmt: skip
    found = [each.library.name for each in cameras.of_gallery(event) if each.library]
    assert sorted(found) == ["Cleo", "Dora"]


def test_it_does_not_jump_in_a_night_in_which_clocks_are_changed(
    inside_acme: Studio, alice: Person
) -> None:
    # Berlin, 25 October 2026: the hour from two comes twice, and the camera knows nothing of it.
    SiteSettings.objects.update(time_zone="Europe/Berlin")
    night = make_gallery()
    for clock, at in (("01:50", "23:50"), ("02:30", "00:30"), ("03:10", "02:10")):
        day = 24 if at == "23:50" else 25
        moment = datetime.fromisoformat(f"2026-10-{day}T{at}:00").replace(tzinfo=UTC)
        shot(f"{clock}.jpg", moment, of=night, clock=f"2026-10-25T{clock}:00")
    correct(night, alice, c1=timedelta())
    first, second, third = Photo.objects.order_by("name")
    times = [photo.captured_at for photo in (first, second, third) if photo.captured_at]
    assert times[1] - times[0] == times[2] - times[1] == timedelta(minutes=40)


def test_it_asks_who_may_change_each_photo(event: Gallery, alice: Person) -> None:
    ben = libraries.library("Ben")
    shot("lib.jpg", NOON, of=event, camera="Leica", serial="9", library=ben)
    member = libraries.member("eve", "gallery.manage")
    libraries.give(member, ben, "see")
    viewer = Viewer(is_team=True, sight=rights.of(member))
    with pytest.raises(NotYours):
        correcting.correct(gallery=event, settings={}, viewer=viewer, by=member.person, at=NOON)
    assert order(event)[0] == "ada0.jpg"


def test_it_refuses_a_camera_that_is_not_there(event: Gallery, alice: Person) -> None:
    with pytest.raises(correcting.NoCameras):
        correcting.correct(
            gallery=event, settings={"x": Setting(offset=OFF)}, viewer=TEAM, by=alice, at=NOON
        )


@pytest.mark.parametrize(
    ("text", "offset"),
    [("", timedelta()), ("+00:03:20", timedelta(minutes=3, seconds=20)),
     ("-1:00", timedelta(hours=-1)), ("+2d 04:00:00", timedelta(days=2, hours=4)),
     ("-1d 00:00:01", timedelta(days=-1, seconds=-1))],
)  # fmt: skip
def test_it_reads_what_it_writes(text: str, offset: timedelta) -> None:
    assert offsets.parse(text) == offsets.parse(offsets.written(offset)) == offset


@pytest.mark.parametrize("text", ["x", "3", "00:60", "1:2:3", "+99999d 00:00", "0:00:00:00"])
def test_it_guesses_at_nothing(text: str) -> None:
    with pytest.raises(offsets.BadOffset):
        offsets.parse(text)
