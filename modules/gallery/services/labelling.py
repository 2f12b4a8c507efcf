"""What a delivered file is called, and what is written into it: templates filled in."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from django.db.models import Q

from modules.gallery.models import DeliveryFormat, Photo, PhotoVersion, Placement
from safelight.imaging import Words, names
from safelight.site.selectors import site_settings

#: What metadata can say beside the variables of file names.
WORDS = ("title", "description", "creator", "studio")
WRITTEN = ("creator", "copyright", "credit", "description")
VARIABLES = (*names.VARIABLES, *WORDS)

Size = tuple[int, int]


def name_of(fmt: DeliveryFormat, version: PhotoVersion, size: Size) -> str:
    """The stem of the file's name; ``size`` in pixels as delivered."""
    return names.expand(fmt.name_template, _facts(version, size))


def words_of(fmt: DeliveryFormat, version: PhotoVersion, size: Size) -> Words:
    """The format's metadata; a field whose template comes out empty leaves the photo's own."""
    templates = {name: str(fmt.metadata.get(name, "")) for name in WRITTEN}
    if not any(templates.values()):
        return Words()
    photo: Photo = version.photo
    values = names.values_of(_facts(version, size)) | {
        "title": photo.title,
        "description": photo.caption,
        "creator": str(version.metadata.get("creator", "")),
        "studio": site_settings().name,
    }
    filled = {name: names.fill(text, values).strip() for name, text in templates.items()}
    return Words(**{name: text or None for name, text in filled.items()})


def example(template: str, *, at: datetime) -> str:
    """The name that a photo of this minute would get. Raises ``names.UnknownVariable``."""
    here = at.astimezone(_zone())
    facts = names.NameFacts(
        basename="Anna & Ben 0042", seq=7, width=1920, height=1280, created_at=here, updated_at=here
    )
    return names.expand(template, facts) + ".jpg"


def _facts(version: PhotoVersion, size: Size) -> names.NameFacts:
    zone = _zone()
    return names.NameFacts(
        basename=PurePath(version.name).stem,
        seq=_place_of(version),
        width=size[0],
        height=size[1],
        created_at=(version.captured_at or version.uploaded_at).astimezone(zone),
        updated_at=max(version.uploaded_at, version.photo.updated_at).astimezone(zone),
    )


def _zone() -> ZoneInfo:
    return ZoneInfo(site_settings().time_zone)


def _place_of(version: PhotoVersion) -> int:
    """Which photo it is, from 1, of the gallery that shows it for the longest time."""
    placed = Placement.objects.filter(photo=version.photo_id).order_by("in_home", "pk").first()
    if placed is None:
        return 1
    before = Q(position__lt=placed.position) | Q(position=placed.position, pk__lt=placed.pk)
    return int(Placement.objects.filter(before, gallery=placed.gallery_id).count()) + 1
