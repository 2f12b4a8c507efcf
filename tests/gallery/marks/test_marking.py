"""The low-resolution download with a text across it, where a module above asks for one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone
from PIL import Image, ImageChops, ImageStat

from modules.gallery import access
from modules.gallery.facts import DeliverySource, Mark
from modules.gallery.models import Archive, Gallery, MarkedPreview, Photo
from modules.gallery.services import archives, marking, preparing
from safelight.accounts.models import Person
from safelight.imaging import MarkSpec, mark
from safelight.jobs.models import Job
from safelight.storage import archive, keys, objects
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_photo, make_row

Marks = dict[int, Mark]


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> Marks:
    """What modules above answer."""
    said: Marks = {}
    monkeypatch.setattr(
        marking, "_marks", lambda ids: {key: said[key] for key in ids if key in said}
    )
    return said


@pytest.fixture
def photo(inside_acme: Studio, carla: Person) -> Photo:
    gallery = make_gallery()
    make_row(gallery, enter=True, lowres=True, originals="all", client=carla.client)
    return make_photo(in_gallery=gallery, stored=True)


def made(photo: Photo) -> DeliverySource:
    """The preview after its job has run, where it needs one."""
    marking.lowres_of([photo])
    for row in MarkedPreview.objects.filter(ready_at=None):
        marking.make(marked_id=row.pk, at=timezone.now())
    source = marking.lowres_of([photo])[photo.pk]
    assert isinstance(source, DeliverySource)
    return source


def picture(source: DeliverySource) -> Image.Image:
    store = objects.from_environment()
    with store.at_hand(keys.join(source.key, source.variant)) as path:
        content = path.read_bytes()
    assert len(content) == source.bytes
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_it_writes_across_the_preview_alone(photo: Photo, marks: Marks) -> None:
    assert photo.version is not None
    clean = made(photo)
    marks[photo.pk] = Mark(text="© Mara", opacity=40)
    marked = made(photo)
    assert marked.name == clean.name
    assert picture(marked).size == picture(clean).size
    assert ImageChops.difference(picture(marked), picture(clean)).getbbox() is not None
    assert preparing.original(photo.version).key == clean.key


def test_it_is_made_once_for_each_mark(photo: Photo, marks: Marks) -> None:
    marks[photo.pk] = Mark(text="PROOF", opacity=40)
    first = made(photo)
    assert made(photo).key == first.key
    marks[photo.pk] = Mark(text="PROOF", opacity=60)
    assert made(photo).key != first.key
    assert MarkedPreview.objects.count() == 2


def test_it_asks_once_for_what_is_not_made_yet(photo: Photo, marks: Marks) -> None:
    marks[photo.pk] = Mark(text="PROOF", opacity=40)
    marking.lowres_of([photo])
    marking.lowres_of([photo])
    assert Job.objects.filter(kind=marking.KIND).count() == 1


def test_it_makes_nothing_of_a_mark_that_changed_meanwhile(photo: Photo, marks: Marks) -> None:
    marks[photo.pk] = Mark(text="PROOF", opacity=40)
    marking.lowres_of([photo])
    del marks[photo.pk]
    marking.make(marked_id=MarkedPreview.objects.get().pk, at=timezone.now())
    assert not MarkedPreview.objects.get().is_ready


def test_it_makes_clients_wait_and_never_gives_the_clean_one(
    photo: Photo, marks: Marks, acme: Studio, carla: Person, browser: Callable[..., Browser]
) -> None:
    marks[photo.pk] = Mark(text="PROOF", opacity=40)
    client, gallery = browser(acme, carla), Gallery.objects.get()
    address = f"/galleries/{gallery.public_id}/photos/{photo.public_id}/download/"
    assert client.get(f"{address}?as=lowres").status_code == 202
    made(photo)
    assert client.get(f"{address}?as=lowres").status_code == 302
    assert client.get(f"{address}?as=original").status_code == 302


def test_it_waits_for_marks_before_all_are_given_in_an_archive(
    photo: Photo, marks: Marks, acme: Studio, carla: Person, browser: Callable[..., Browser]
) -> None:
    marks[photo.pk] = Mark(text="PROOF", opacity=40)
    client, gallery = browser(acme, carla), Gallery.objects.get()
    address = f"/galleries/{gallery.public_id}/archive/"
    assert client.get(f"{address}?as=lowres").status_code == 202
    assert client.get(f"{address}progress/?as=lowres").json()["state"] == "running"
    key = made(photo).key
    assert client.get(f"{address}progress/?as=lowres").json()["done"] == 1
    assert client.get(f"{address}?as=lowres").status_code == 302
    plan = archive.load_plan(objects.from_environment(), Archive.objects.get().object_key)
    assert [keys.split(each)[0] for each in plan.keys()] == [key]  # noqa: SIM118 - not a dict
    grant = access.decide(access.Viewer(client_id=carla.client.pk), gallery)
    assert archives.still_allowed(made=Archive.objects.get(), gallery=gallery, grant=grant)
    marks.clear()
    assert not archives.still_allowed(made=Archive.objects.get(), gallery=gallery, grant=grant)


@pytest.mark.parametrize("paper", ["white", "black", "#808080"])
def test_it_can_be_read_on_any_ground(paper: str) -> None:
    ground = Image.new("RGB", (900, 600), paper)
    file = io.BytesIO()
    ground.save(file, "JPEG", quality=95)
    written = Image.open(io.BytesIO(mark(file.getvalue(), MarkSpec("PROOF", 40)))).convert("L")
    assert ImageStat.Stat(written).stddev[0] > 4
    quarters = [written.crop((x, y, x + 300, y + 300)) for x in (0, 300, 600) for y in (0, 300)]
    assert all(ImageStat.Stat(quarter).stddev[0] > 2 for quarter in quarters)


@pytest.mark.parametrize("size", [(40, 30), (30, 2000)])
def test_it_finds_room_on_small_and_narrow_pictures(size: tuple[int, int]) -> None:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG")
    written = mark(file.getvalue(), MarkSpec("A very long text of a large agency" * 2, 100))
    assert Image.open(io.BytesIO(written)).size == size
