"""Libraries, their files and members for tests; use them inside a studio."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from modules.agency.models import Library, LibraryAccess, RightsSet
from modules.agency.services import accesses, libraries, presets, rights
from modules.agency.services.libraries import Terms
from modules.gallery import facade as gallery
from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo, PhotoVersion
from safelight.accounts.models import Member, Person, Role
from tests.gallery.factories import make_photo


def owner() -> Member:
    found: Member = Member.objects.select_related("person", "role").get(role__is_owner=True)
    return found


def member(name: str, *codes: str) -> Member:
    """One of the team whose role has exactly these permissions."""
    person: Person = Person.objects.with_email(f"{name}@example.org", name=name.title())
    role = Role.objects.create(name=f"Role of {name}", permissions=list(codes))
    made: Member = Member.objects.create(person=person, role=role)
    return made


def viewer(member: Member) -> Viewer:
    return rights.viewer_of(member, frozenset({"gallery", "commerce", "agency"}))


def library(name: str, **terms: Any) -> Library:
    return libraries.make(terms=Terms(name=name, **terms), by=owner())


def give(
    member: Member, library: Library | None, *rights: str, at: datetime | None = None
) -> LibraryAccess:
    """A row with exactly these rights."""
    codes = sorted(rights)
    name = " ".join(codes) or "nothing at all"
    given, _made = RightsSet.objects.get_or_create(name=name, defaults={"rights": codes})
    made: LibraryAccess = LibraryAccess.objects.create(
        member=member, library=library, rights_set=given, given_at=at or timezone.now()
    )
    return made


def give_set(member: Member, library: Library | None, key: str) -> LibraryAccess:
    """A row with one of our own sets."""
    made: LibraryAccess = LibraryAccess.objects.create(
        member=member, library=library, rights_set=presets.set_of(key), given_at=timezone.now()
    )
    return made


def file(library: Library, by: Person | None = None, **fields: Any) -> Photo:
    """A ready photo that lives in the library, uploaded by this person."""
    made = make_photo(**fields)
    gallery.place_in_home(home=library.home, photo_ids=[made.pk])
    if by is not None:
        made.versions.update(uploaded_by=by)
    made.refresh_from_db()
    return made


def replace(photo: Photo) -> None:
    """Another file takes its place, as if it was uploaded."""
    version = PhotoVersion.objects.get(photo=photo)
    version.pk, version.number, version.object_key = None, version.number + 1, f"{photo.pk}/2"
    version.save(force_insert=True)
    photo.version = version
    photo.save(update_fields=["version"])


def limit(member: Member, *branches: Gallery) -> None:
    accesses.limit(member=member, branches=branches, by=owner(), at=timezone.now())
