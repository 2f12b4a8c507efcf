"""The file that a format makes: size, name, colours and words, each as the studio set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from modules.gallery.models import DeliveryFormat, Gallery, Photo, PhotoVersion, PreparedFile
from modules.gallery.services import making, preparing
from safelight.imaging import profiles
from safelight.site.models import SiteSettings
from safelight.storage import keys, objects
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo

Make = Callable[..., tuple[PreparedFile, Image.Image]]
AT = datetime(2026, 7, 31, 22, 30, 5, tzinfo=UTC)


@pytest.fixture
def gallery(inside_acme: Studio) -> Gallery:
    return make_gallery()


@pytest.fixture
def photo(gallery: Gallery) -> Photo:
    make_photo(in_gallery=gallery, stored=True)
    photo = make_photo(in_gallery=gallery, stored=True, name="Anna & Ben's.JPG")
    Photo.objects.filter(pk=photo.pk).update(title="First dance", caption="At ten", updated_at=AT)
    PhotoVersion.objects.filter(pk=photo.version_id or 0).update(uploaded_at=AT, captured_at=None)
    return photo


@pytest.fixture
def make(photo: Photo) -> Make:
    def make(**settings: Any) -> tuple[PreparedFile, Image.Image]:
        fmt = DeliveryFormat.objects.create(name="Web", **settings)
        assert photo.version_id is not None
        preparing.ask_for(pairs=[(photo.version_id, fmt.pk)])
        making.make(prepared_id=PreparedFile.objects.get().pk, at=AT)
        made = PreparedFile.objects.get()
        assert made.is_ready, made.problem
        key = keys.join(made.object_key, "original")
        with objects.from_environment().at_hand(key) as file:
            image = Image.open(BytesIO(file.read_bytes()))
        return made, image

    return make


@pytest.mark.parametrize(
    ("chosen", "size"),
    [
        ({"pixels": 100, "box": "min"}, (150, 100)),
        ({"pixels": 100, "box": "max"}, (100, 67)),
        ({"megabytes": Decimal("1.08")}, (735, 490)),
        ({"megabytes": Decimal(30)}, (1500, 1000)),
        ({}, (1500, 1000)),
    ],
)
def test_it_has_exactly_the_size_asked_for(
    chosen: dict[str, Any], size: tuple[int, int], make: Make
) -> None:
    assert make(**chosen)[1].size == size


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{{basename}}-{{width}}x{{height}}", "Anna___Ben_s-150x100.jpg"),
        ("{{seq}}", "2.jpg"),
        # Taken at a time that nobody knows: uploaded on 31 July, 22:30 UTC, is August in Warsaw.
        ("{{created.year}}{{created.month}}{{created.day}}", "20260801.jpg"),
        ("{{updated.hour}}{{updated.min}}{{updated.sec}}", "003005.jpg"),
    ],
)
def test_row_0_7_it_is_named_by_its_template(template: str, name: str, make: Make) -> None:
    SiteSettings.objects.update(time_zone="Europe/Warsaw")
    made, _image = make(pixels=100, box="min", name_template=template)
    assert made.name == name


def test_it_has_the_colours_and_pixels_an_inch_of_the_format(make: Make) -> None:
    _made, image = make(colour="adobe_rgb", ppi=300)
    assert image.info["icc_profile"] == profiles.adobe_rgb()
    assert image.info["dpi"] == (300, 300)


def test_it_writes_filled_in_words(make: Make) -> None:
    SiteSettings.objects.update(name="Studio Ü")
    words = {
        "copyright": "© {{created.year}} {{studio}}",
        "description": "{{title}}: {{description}}",
    }
    _made, image = make(metadata=words)
    exif = image.getexif()
    assert exif[33432].encode("latin-1").decode() == "© 2026 Studio Ü"
    assert exif[270] == "First dance: At ten"


def test_it_makes_another_file_for_other_settings(make: Make) -> None:
    made, _image = make(pixels=100)
    fmt = made.format
    before = preparing.digest_of(fmt)
    for name, value in (("colour", "keep"), ("ppi", 300), ("megabytes", Decimal("1.5"))):
        setattr(fmt, name, value)
        assert preparing.digest_of(fmt) != before
        before = preparing.digest_of(fmt)
