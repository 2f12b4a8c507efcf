"""Galleries, photos and rows of their tables for tests; use them inside a studio.

``make_photo(in_gallery=gallery)`` makes a ready photo whose files are only named;
``make_photo(in_gallery=gallery, stored=True)`` also stores them, so that they can be fetched.
"""

from __future__ import annotations

import io
import zlib
from functools import cache
from typing import Any, cast

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from PIL import Image

from modules.gallery.models import Authorization, Gallery, Photo, PhotoVersion, Placement
from modules.gallery.services.photos import name_key
from safelight.accounts.models import Client, Person
from safelight.storage import keys, objects
from tenants.context import current_studio

THUMBHASH = "3OcRJYB4d3h/iIeHeEh3eIhw+j2w"
RENDITIONS = {"400": (400, 267, "WEBP"), "1200": (1200, 800, "WEBP"), "2048": (1500, 1000, "JPEG")}


@cache
def original() -> bytes:
    return _picture(1500, 1000, "JPEG")


@cache
def rendition(size: str) -> bytes:
    return _picture(*RENDITIONS[size])


def _facts(size: str) -> list[int]:
    width, height, _kind = RENDITIONS[size]
    content = rendition(size)
    return [width, height, len(content), zlib.crc32(content)]


def _picture(width: int, height: int, kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, quality=30)
    return file.getvalue()


class GalleryFactory(factory.django.DjangoModelFactory[Gallery]):
    """A published gallery without any row in its table, so nobody but the team may enter."""

    class Meta:
        model = Gallery
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Wedding {number}")
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def photos(self: Gallery, create: bool, count: int | None, **_: Any) -> None:
        for _number in range(count or 0):
            PhotoFactory(in_gallery=self)


class PhotoFactory(factory.django.DjangoModelFactory[Photo]):
    """A ready photo, 1500 × 1000 pixels, with one version."""

    class Meta:
        model = Photo
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"IMG_{number:04}.JPG")
    name_key = factory.LazyAttribute(lambda photo: name_key(photo.name))

    @factory.post_generation
    def stored(self: Photo, create: bool, wanted: bool | None, **_: Any) -> None:
        version = VersionFactory(photo=self, name=self.name, stored=bool(wanted))
        self.version = version
        self.save(update_fields=["version"])

    @factory.post_generation
    def in_gallery(self: Photo, create: bool, gallery: Gallery | None, **_: Any) -> None:
        if gallery is not None:
            place = Placement.objects.filter(gallery=gallery).count()
            Placement.objects.create(
                gallery=gallery, photo=self, position=place, in_home=gallery.is_home
            )


class VersionFactory(factory.django.DjangoModelFactory[PhotoVersion]):
    """A file of a photo; ``stored=True`` writes original and renditions into the storage."""

    class Meta:
        model = PhotoVersion
        skip_postgeneration_save = True

    number = factory.LazyAttribute(lambda version: version.photo.versions.count() + 1)
    object_key = factory.LazyFunction(lambda: keys.new_object(current_studio().uuid))
    name = factory.SelfAttribute("photo.name")
    media_type = "image/jpeg"
    bytes = factory.LazyFunction(lambda: len(original()))
    sha256 = "0" * 64
    crc32 = factory.LazyFunction(lambda: zlib.crc32(original()))
    width, height = 1500, 1000
    thumbhash = THUMBHASH
    renditions = factory.LazyFunction(lambda: {size: _facts(size) for size in RENDITIONS})
    uploaded_at = ready_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def stored(self: PhotoVersion, create: bool, wanted: bool | None, **_: Any) -> None:
        if wanted:
            store = objects.from_environment()
            store.write(keys.join(self.object_key, "original"), [original()])
            for size in RENDITIONS:
                store.write(keys.join(self.object_key, size), [rendition(size)])


class AuthorizationFactory(factory.django.DjangoModelFactory[Authorization]):
    """The Anybody row, or that of ``client`` or ``group``; ``general_password`` in clear text."""

    class Meta:
        model = Authorization
        skip_postgeneration_save = True

    class Params:
        general_password = ""

    gallery = factory.SubFactory(GalleryFactory)
    password = factory.LazyAttribute(
        lambda row: make_password(row.general_password) if row.general_password else ""
    )

    @factory.post_generation
    def formats(self: Authorization, create: bool, given: list[Any] | None, **_: Any) -> None:
        if given:
            self.formats.set(given)


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    email = factory.Sequence(lambda number: f"guest{number}@example.org")


class ClientFactory(factory.django.DjangoModelFactory[Client]):
    """A client whose address was listed; ``person__email`` says which."""

    class Meta:
        model = Client

    person = factory.SubFactory(PersonFactory)


# What a factory returns is unknown to the type checker; these say it.


def make_gallery(**fields: Any) -> Gallery:
    return cast(Gallery, GalleryFactory(**fields))


def make_photo(**fields: Any) -> Photo:
    return cast(Photo, PhotoFactory(**fields))


def make_version(**fields: Any) -> PhotoVersion:
    return cast(PhotoVersion, VersionFactory(**fields))


def make_row(gallery: Gallery, **fields: Any) -> Authorization:
    return cast(Authorization, AuthorizationFactory(gallery=gallery, **fields))


def make_client(email: str = "", **fields: Any) -> Client:
    if email:
        fields["person__email"] = email
    return cast(Client, ClientFactory(**fields))
