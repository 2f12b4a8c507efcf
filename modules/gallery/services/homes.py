"""Homes: where the files of a library are kept, for a module above.

A home is a gallery that stays a draft and stands in no list. A photo has one home at most, and
stays in it wherever else it is shown, so it can be taken out of every other gallery.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.services import placing
from safelight.kernel.errors import Refusal


class NoHome(Refusal):
    """What was to be done to a home was asked of an ordinary gallery."""

    code = "gallery_is_no_home"


class HomeHasPhotos(Refusal):
    code = "home_has_photos"


def make_home(*, name: str) -> Gallery:
    """An empty home; nobody but the team ever enters it."""
    made: Gallery = Gallery.objects.create(title=name.strip(), is_home=True)
    return made


def rename_home(*, home: Gallery, name: str) -> Gallery:
    _refuse_others(home)
    home.title = name.strip()
    home.save(update_fields=["title"])
    return home


def remove_home(*, home: Gallery) -> None:
    """Delete a home that has no photos. Raises ``HomeHasPhotos``."""
    _refuse_others(home)
    if Placement.objects.filter(gallery=home).exists():
        raise HomeHasPhotos(_("There are photos in it."))
    home.delete()


def place_in_home(*, home: Gallery, photo_ids: Collection[int]) -> int:
    """Let photos live here, out of the home they had; how many came. Where they are shown stays.

    Links end everywhere the photos are: who may see them is another question now.
    """
    _refuse_others(home)
    # A photo is in one home at every moment, and its links end with the same commit.
    with transaction.atomic():
        came = placing.place(gallery=home, photo_ids=photo_ids)
        revisions.raise_for(placing.galleries_of(photo_ids))
    return came


def photos_in_home(*, home_ids: Collection[int]) -> QuerySet[Any]:
    """The ready photos of these homes, to be narrowed and ordered further.

    With each: ``home_id``, ``home_place`` (grows with every photo that comes into a home) and
    ``is_placed``, whether another gallery shows it.
    """
    elsewhere = Placement.objects.filter(photo=OuterRef("pk"), in_home=False)
    found: QuerySet[Any] = Photo.objects.filter(
        placements__in_home=True, placements__gallery__in=home_ids, version__isnull=False
    ).annotate(
        home_id=F("placements__gallery_id"),
        home_place=F("placements__pk"),
        is_placed=Exists(elsewhere),
    )
    return found.select_related("version")


def home_of(*, photo_ids: Collection[int]) -> dict[int, int]:
    """The id of its home's gallery by photo id; photos without one are left out."""
    rows = Placement.objects.filter(photo__in=photo_ids, in_home=True)
    return dict(rows.values_list("photo_id", "gallery_id"))


def rights_changed_in(*, home_ids: Collection[int]) -> None:
    """Who may do what in these homes has changed: links to their photos are decided anew.

    Called in the transaction of the change.
    """
    living = Placement.objects.filter(gallery__in=home_ids, in_home=True).values("photo")
    shown = Placement.objects.filter(photo__in=living).values_list("gallery_id", flat=True)
    revisions.raise_for({*home_ids, *shown.distinct()})


def _refuse_others(home: Gallery) -> None:
    if not home.is_home:
        raise NoHome(_("This gallery is no library's home."))
