from __future__ import annotations

from django.utils import timezone

from modules.gallery.models import Comment, Gallery, Pick, Rating, Unlock
from modules.gallery.services import authorizations
from safelight.accounts.models import Visitor
from safelight.kernel import hooks

from .conftest import AddPhoto

MODULES = frozenset({"gallery"})


def _merge(source: Visitor, target: Visitor) -> None:
    hooks.call(MODULES, "merge_visitor", source_id=source.pk, target_id=target.pk)


def test_it_takes_picks_stars_and_comments_along(gallery: Gallery, add_photo: AddPhoto) -> None:
    photo, at = add_photo(gallery), timezone.now()
    before, person = Visitor.objects.create(), Visitor.objects.create()
    Pick.objects.create(visitor=before, photo=photo, at=at)
    Rating.objects.create(visitor=before, photo=photo, stars=4, at=at)
    Comment.objects.create(gallery=gallery, visitor=before, photo=photo, text="Hm", at=at)
    _merge(before, person)
    for model in (Pick, Rating, Comment):
        assert model.objects.get().visitor == person


def test_it_lets_the_persons_own_word_stand(gallery: Gallery, add_photo: AddPhoto) -> None:
    photo, at = add_photo(gallery), timezone.now()
    before, person = Visitor.objects.create(), Visitor.objects.create()
    for visitor, stars in ((before, 1), (person, 5)):
        Rating.objects.create(visitor=visitor, photo=photo, stars=stars, at=at)
    _merge(before, person)
    assert Rating.objects.get(visitor=person).stars == 5


def test_it_takes_an_unlock_along(gallery: Gallery) -> None:
    row = authorizations.set_password(gallery=gallery, password="sunflower")
    before, person = Visitor.objects.create(), Visitor.objects.create()
    Unlock.objects.create(visitor=before, authorization=row, generation=2, at=timezone.now())
    _merge(before, person)
    assert Unlock.objects.get().visitor == person


def test_it_prefers_an_unlock_that_still_opens(gallery: Gallery) -> None:
    row = authorizations.set_password(gallery=gallery, password="sunflower")
    before, person = Visitor.objects.create(), Visitor.objects.create()
    for visitor, generation in ((before, row.password_generation), (person, 1)):
        Unlock.objects.create(
            visitor=visitor, authorization=row, generation=generation, at=timezone.now()
        )
    _merge(before, person)
    kept = Unlock.objects.get(visitor=person)
    assert kept.generation == row.password_generation == 2
