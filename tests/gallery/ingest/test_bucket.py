"""A photo's whole life where the storage is a bucket on another machine."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client as Browser
from PIL import Image

from modules.gallery.models import Photo
from modules.gallery.services import photos
from safelight.accounts.models import Person
from safelight.api import errors
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.storage import keys, objects
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_row
from tests.gallery.ingest.sending import Sender, settled
from tests.gallery.plane import fetch
from tests.storage.helpers import free_port
from tests.support import world
from tests.uploads import live

PIECE = 40_000
TUS = {"Tus-Resumable": "1.0.0"}
Picture = Callable[..., bytes]
pytestmark = pytest.mark.usefixtures("in_a_bucket")


@pytest.fixture
def open_sender(inside_acme: Studio, alice: Person) -> Sender:
    """Into a gallery where anybody may have everything."""
    gallery = make_gallery(title="Wedding", hidden=False)
    make_row(gallery, lowres=True, originals="all")
    return Sender(gallery, alice)


def noise() -> bytes:
    """A JPEG of 900 × 600 that does not compress: a few hundred kilobytes."""
    file = io.BytesIO()
    Image.frombytes("RGB", (900, 600), os.urandom(900 * 600 * 3)).save(file, "JPEG", quality=90)
    return file.getvalue()


def send_by_tus(studio: Studio, sender: Sender, data: bytes, name: str) -> None:
    """Upload as a browser does, in several requests."""
    browser = world.browser(studio, sender.person)
    said = live.metadata(
        purpose="gallery.batch", batch=sender.open().public_id, filename=name, replaces=""
    )
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": said}
    path = browser.generic("POST", live.UPLOADS, headers=headers)["Location"]
    for at in range(0, len(data), PIECE):
        answer = browser.generic(
            "PATCH", path, data[at : at + PIECE],
            content_type="application/offset+octet-stream",
            headers={**TUS, "Upload-Offset": str(at)},
        )  # fmt: skip
        assert answer.status_code == 204


def resumed(browser: Browser, url: str) -> bytes:
    """What a client has in the end that is cut again and again, at random."""
    got, length = b"", 1
    while len(got) < length:
        stop = len(got) + random.randint(1, 150_000)  # noqa: S311 - any offset will do
        part = fetch(browser, url, range=f"bytes={len(got)}-{stop}")
        assert part.status == 206
        got += part.body
        length = int(part.headers["content-range"].rpartition("/")[2])
    return got


def files_here(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_works_from_upload_to_deletion(
    open_sender: Sender, acme: Studio, in_a_bucket: Path
) -> None:
    first, second = noise(), noise()
    for data, name in ((first, "IMG_1.JPG"), (second, "IMG_2.JPG")):
        send_by_tus(acme, open_sender, data, name)
    drain()
    assert files_here(in_a_bucket) == []
    guest, gallery = world.browser(acme), open_sender.gallery

    photo = Photo.objects.get(name="IMG_1.JPG")
    told = guest.get(f"/api/v1/galleries/{gallery.public_id}/photos/{photo.public_id}/").json()
    large = fetch(guest, told["large"])
    assert Image.open(io.BytesIO(large.body)).size == (900, 600)
    part = fetch(guest, told["large"], range="bytes=100-199")
    assert (part.status, part.body) == (206, large.body[100:200])

    url = guest.get(f"/galleries/{gallery.public_id}/archive/?as=original")["Location"]
    whole = fetch(guest, url).body
    assert resumed(guest, url) == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
        assert opened.read("IMG_1.JPG") == first
    _delete(photo)
    assert fetch(guest, told["large"]).status == 404


def _delete(photo: Photo) -> None:
    """Delete the photo and see that nothing of it is left in the bucket."""
    assert photo.version is not None
    stored = photo.version.object_key
    assert objects.from_environment().exists(keys.join(stored, "400"))
    photos.delete(photo_ids=[photo.pk])
    drain()
    for variant in ("original", "400", "1200", "2048"):
        assert not objects.from_environment().exists(keys.join(stored, variant))


def test_it_waits_for_a_server_that_is_away(
    sender: Sender, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sender.send(sender.open(), picture())
    with monkeypatch.context() as away:
        away.setenv("STORAGE_URL", f"s3://photos?endpoint=http://127.0.0.1:{free_port()}")
        for _ in range(2):
            drain(allow_failures=True, delayed=True)
        job = Job.objects.get(kind="gallery.ingest")
        assert (job.state, job.attempts) == ("queued", 0)
        assert job.error.startswith("The storage does not answer.")

    drain(delayed=True)
    assert settled(file).outcome == "added"


def test_it_says_so_on_a_page_and_in_the_api(
    open_sender: Sender, acme: Studio, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sender.ingest(open_sender.open(), picture())
    guest, gallery = world.browser(acme), open_sender.gallery
    monkeypatch.setenv("STORAGE_URL", f"s3://photos?endpoint=http://127.0.0.1:{free_port()}")
    page = guest.get(f"/galleries/{gallery.public_id}/archive/?as=original")
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert b"Nothing is lost" in page.content
    answer = errors.handle(objects.StorageAway("secret/key"), {})
    assert (answer.status_code, answer.data["error"]["code"]) == (503, "storage_away")
    assert "secret" not in str(answer.data)
