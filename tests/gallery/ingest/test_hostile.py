"""Files that mean harm, or are broken: refused one by one, with the sentence, and no harm done."""

from __future__ import annotations

import http.server
import resource
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from modules.gallery.models import BatchFile
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.storage import objects
from tests.gallery.ingest.sending import Sender, settled

Outcome = BatchFile.Outcome
FOLDERS = ("broken", "bombs", "mismatch", "polyglot", "raw", "svg", "video", "archive")
# A valid photo by content, whatever else is in it or however it is called.
PHOTOS = {
    "corrupt_scan.jpg", "corrupt_scan_zeroed.jpg", "truncated_no_eoi.jpg", "jpeg_twice.jpg",
    "bad_riff_size.webp", "no_iend.png", "jpeg_named.png", "png_named.jpg", "webp_named.jpg",
    "jpeg_named.heic", "jpeg_named.tif", "jpeg_named.cr2", "jpeg_named.mp4", "photo.html",
    "photo.svg", "photo.php", "jpeg_html_comment.jpg", "jpeg_html_comment.html",
    "jpeg_php_comment.jpg", "jpeg_php_comment.php.jpg", "jpeg_php_comment.jpg.php",
    "jpeg_html_after_eoi.jpg", "jpeg_zip.jpg", "jpeg_pdf.jpg", "png_html_text.png",
    "png_php_plte.png",
}  # fmt: skip


def test_upl_01_it_refuses_each_with_a_sentence(sent: SendFolders) -> None:
    """All of them in one batch; ``pytest -s`` prints which file gets which sentence."""
    batch = sent(*FOLDERS)
    batch.print_table()

    assert not [file.name for file in batch.hostile if _is_odd(file)]


def test_upl_02_it_refuses_an_svg_called_jpg(sent: SendFolders) -> None:
    file = next(file for file in sent("mismatch").hostile if file.name == "svg_named.jpg")

    assert file.outcome == Outcome.REFUSED
    assert "not a photo" in file.reason


def test_upl_06_it_refuses_bombs_from_their_header(sent: SendFolders) -> None:
    batch = sent("bombs")

    assert {file.outcome for file in batch.hostile} == {Outcome.REFUSED}
    assert batch.grown_kib < 300 * 1024
    assert batch.seconds < 60


def test_upl_07_it_goes_on_with_the_neighbours(sent: SendFolders) -> None:
    batch = sent("broken")

    assert {settled(file).outcome for file in batch.good} == {Outcome.ADDED, Outcome.KEPT_BOTH}
    assert not Job.objects.filter(state=Job.State.PARKED).exists()


def test_it_keeps_no_bytes_of_what_it_refused(sent: SendFolders) -> None:
    store = objects.from_environment()
    batch = sent("svg")

    assert {file.outcome for file in batch.hostile} == {Outcome.REFUSED}
    assert not any((store.local / key).exists() for key in batch.keys)


def test_upl_05_it_calls_nobody(sender: Sender, canary: Canary) -> None:
    batch = sender.open()
    for text in (
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{canary.url}"/></svg>',
        f"push graphic-context\nfill 'url({canary.url})'\npop graphic-context",
        f"#EXTM3U\n#EXTINF:1,\n{canary.url}\n",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{canary.url}">]><x>&e;</x>',
    ):
        assert sender.ingest(batch, text.encode()).outcome == Outcome.REFUSED

    assert not canary.heard


class Sent:
    """What came of one batch."""

    def __init__(self, sender: Sender, files: list[Path], good: bytes) -> None:
        batch = sender.open(on_clash="keep_both")
        before = _peak_kib()
        self.good = [sender.send(batch, good)]
        sent = [sender.send(batch, file) for file in files]
        self.good.append(sender.send(batch, good))
        self.keys = [file.object_key for file in sent]
        self.seconds = _drained()
        self.grown_kib = _peak_kib() - before
        self.hostile = [settled(file) for file in sent]

    def print_table(self) -> None:
        for file in self.hostile:
            print(f"{file.name:36} {file.outcome:10} {file.reason}")  # noqa: T201 - the table


SendFolders = Callable[..., Sent]


@pytest.fixture
def sent(sender: Sender, shared: Path, picture: Callable[..., bytes]) -> SendFolders:
    """``sent("svg", "bombs")``: those folders in one batch, a good photo before and after."""
    hostile = shared / "photos/hostile"

    def send(*folders: str) -> Sent:
        files = [file for folder in folders for file in sorted((hostile / folder).iterdir())]
        return Sent(sender, files, picture())

    return send


class Canary:
    """A server that remembers who asked."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        heard = self.heard

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                self.send_error(404)

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
        self.url = f"http://127.0.0.1:{self.server.server_port}/canary.png"


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def _is_odd(file: BatchFile) -> bool:
    if file.name in PHOTOS:
        return file.outcome not in {Outcome.ADDED, Outcome.KEPT_BOTH, Outcome.REFUSED}
    return file.outcome != Outcome.REFUSED or not file.reason.endswith(".")


def _drained() -> float:
    """Run everything; seconds."""
    began = time.monotonic()
    drain(limit=1_000)
    return time.monotonic() - began


def _peak_kib() -> int:
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(children, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
