"""What a limited member sees and may do, against the table of rights itself."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from modules.gallery import access
from modules.gallery.access import NotYours, Right, Sight, Viewer
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.selectors import first_photos, photos_of
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo

SIGHTS = 60


@dataclass(frozen=True)
class Scene:
    """One's own photo and another's in a home, and one without a home; all in one gallery."""

    gallery: Gallery
    home: Gallery
    own: Photo
    others: Photo
    free: Photo
    person: Person

    def sight(self, *rights: Right, **fields: frozenset[int]) -> Sight:
        known = {"galleries": None, **fields}
        homes = {self.home.pk: frozenset(rights)} if rights else {}
        return Sight(person_id=self.person.pk, galleries=known["galleries"], homes=homes)


@pytest.fixture
def scene(inside_acme: Studio, bob: Person) -> Scene:
    gallery = make_gallery()
    home = make_gallery(title="Desk", is_home=True, published_at=None)
    own, others = make_photo(in_gallery=home), make_photo(in_gallery=home)
    own.versions.update(uploaded_by=bob)
    free = make_photo(in_gallery=gallery)
    for photo in (own, others):
        Placement.objects.create(gallery=gallery, photo=photo)
    return Scene(gallery, home, own, others, free, bob)


def _by_the_table(rights: frozenset[Right], right: Right, *, is_own: bool) -> bool:
    """The rules of ``Right`` once more, in other words."""
    if not (Right.SEE in rights or (is_own and Right.OWN in rights)):
        return False
    if right in {Right.SEE, Right.OWN}:
        return True
    if right is Right.UPLOAD:
        return Right.EDIT in rights or (is_own and Right.UPLOAD in rights)
    return right in rights


@pytest.mark.parametrize("seed", range(3))
def test_it_answers_as_the_table_says(scene: Scene, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - examples
    for _sight in range(SIGHTS // 3):
        rights = frozenset(random.sample(list(Right), random.randint(0, len(Right))))
        viewer = Viewer(is_team=random.random() < 0.8, sight=scene.sight(*rights))
        asked = random.choice(list(Right))
        photos = [scene.own.pk, scene.others.pk, scene.free.pk]
        refused = access.team_may(viewer, photos, asked).refused
        expected = {
            scene.own.pk: _by_the_table(rights, asked, is_own=True),
            scene.others.pk: _by_the_table(rights, asked, is_own=False),
            scene.free.pk: viewer.is_team,
        }
        assert {pk: pk not in refused for pk in photos} == expected, (rights, asked)


@pytest.mark.parametrize("rights", [(), (Right.SEE,), (Right.OWN,), (Right.EDIT,)])
def test_it_shows_what_it_says_may_be_seen(scene: Scene, rights: tuple[Right, ...]) -> None:
    sight = scene.sight(*rights)
    shown = set(photos_of(scene.gallery, sight).values_list("pk", flat=True))
    every = [scene.own.pk, scene.others.pk, scene.free.pk]
    refused = access.team_may(Viewer(is_team=True, sight=sight), every, Right.SEE).refused
    assert shown == set(every) - set(refused)


def test_it_shows_all_to_who_is_not_limited(scene: Scene) -> None:
    assert photos_of(scene.gallery, None).count() == 3
    assert access.team_may(Viewer(is_team=True), [scene.others.pk], Right.DELETE).is_yes
    assert not access.team_may(Viewer(), [scene.others.pk], Right.SEE).is_yes


def test_it_takes_no_cover_out_of_sight(scene: Scene) -> None:
    scene.gallery.cover = scene.others
    scene.gallery.save(update_fields=["cover"])
    assert first_photos([scene.gallery], None)[scene.gallery.pk] == scene.others
    shown = first_photos([scene.gallery], scene.sight())[scene.gallery.pk]
    assert shown == scene.free


def test_it_names_the_library_and_how_many_are_in_the_way(scene: Scene) -> None:
    viewer = Viewer(is_team=True, sight=scene.sight(Right.SEE))
    with pytest.raises(NotYours) as refused:
        access.refuse_without(viewer, [scene.own.pk, scene.others.pk, scene.free.pk], Right.DELETE)
    assert "2 photos of the library “Desk”" in refused.value.sentence


def test_it_opens_galleries_and_homes_of_the_sight_only(scene: Scene) -> None:
    other = make_gallery()
    viewer = Viewer(
        is_team=True, sight=scene.sight(Right.UPLOAD, galleries=frozenset({scene.gallery.pk}))
    )
    grants = access.decide_many(viewer, [scene.gallery, scene.home, other])
    assert [g.pk for g in (scene.gallery, scene.home, other) if grants[g.pk].enter] == [
        scene.gallery.pk, scene.home.pk,
    ]  # fmt: skip
    blind = Viewer(is_team=True, sight=scene.sight())
    assert not access.decide(blind, scene.home).enter


def test_it_lets_a_contributor_into_homes_and_no_gallery(scene: Scene) -> None:
    viewer = Viewer(sight=scene.sight(Right.UPLOAD, Right.OWN))
    assert access.decide(viewer, scene.home).enter
    assert not access.decide(viewer, scene.gallery).enter
    assert not access.galleries_seen(viewer).exists()


@pytest.mark.parametrize(("right", "may"), [(Right.UPLOAD, True), (Right.SEE, False)])
def test_it_fills_a_home_by_the_right_in_it(scene: Scene, right: Right, may: bool) -> None:
    viewer = Viewer(sight=scene.sight(right))
    assert access.may_fill(viewer, frozenset(), scene.home) is may
    assert not access.may_fill(viewer, frozenset(), scene.gallery)
    assert access.may_fill(viewer, frozenset({"gallery.upload"}), scene.gallery)


def test_it_sees_no_home_for_who_left_the_team(inside_acme: Studio, carla: Person) -> None:
    sight = access.sight_of_person(carla.pk)
    assert sight is not None
    assert not sight.homes
