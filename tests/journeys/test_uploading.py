"""Uploads that are paused, closed half-way and gone on with; and files that are no photos."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.pages.signing import open_studio
from tests.journeys.pages.workspace import PRIVATE, Uploader, WorkGallery, Workspace
from tests.journeys.stack import Stack

SLOW_BYTES_A_SECOND = 400_000
PADDING = 1_500_000
SENTENCE = re.compile(r"\w+ \w+ .+\.")


@pytest.fixture(scope="module")
def gallery(people: People, stack: Stack) -> WorkGallery:
    page = people.window()
    open_studio(page, stack, address="uploads-here")
    return Workspace(page, stack.studio_url("uploads-here")).make_gallery("Shoot", PRIVATE)


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    """A photo that takes a while on a slow line: what follows a JPEG's end is nobody's matter."""
    [path] = pictures.write(tmp_path / "heavy", ["heavy.jpg"])
    path.write_bytes(path.read_bytes() + os.urandom(3 * PADDING))
    return path


def _slow_down(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    limits = {"offline": False, "latency": 5, "downloadThroughput": -1}
    limits["uploadThroughput"] = SLOW_BYTES_A_SECOND
    line.send("Network.emulateNetworkConditions", limits)


def test_it_goes_on_where_it_stopped_after_the_page_was_closed(
    gallery: WorkGallery, heavy: Path
) -> None:
    offsets: list[int] = []
    first = gallery.page.context.new_page()
    _slow_down(first)
    there = WorkGallery(first, gallery.base, gallery.public_id).open()
    uploader = Uploader(first)
    uploader.choose([heavy])
    expect(uploader.row("heavy.jpg")).to_have_attribute("data-status", "uploading")
    expect(uploader.row("heavy.jpg")).to_contain_text("3")
    uploader.press("Pause all")
    expect(first.get_by_role("button", name="Go on")).to_be_visible()
    first.close(run_before_unload=False)

    second = gallery.page.context.new_page()
    second.on("request", lambda request: offsets.extend(_offset(request)))
    there = WorkGallery(second, gallery.base, gallery.public_id).open()
    expect(Uploader(second).unfinished).to_contain_text("1")
    there.upload([heavy])
    assert offsets
    assert offsets[0] > 0
    expect(there.open().photo("heavy.jpg")).to_have_count(1)
    second.close()


def test_it_pauses_and_goes_on_without_losing_a_byte(gallery: WorkGallery, tmp_path: Path) -> None:
    [path] = pictures.write(tmp_path, ["paused.jpg"])
    path.write_bytes(path.read_bytes() + os.urandom(PADDING))
    page = gallery.page.context.new_page()
    _slow_down(page)
    there = WorkGallery(page, gallery.base, gallery.public_id).open()
    uploader = Uploader(page)
    uploader.choose([path])
    expect(uploader.row("paused.jpg")).to_have_attribute("data-status", "uploading")
    uploader.press("Pause all")
    expect(uploader.row("paused.jpg")).to_contain_text("paused")
    uploader.press("Go on")
    uploader.wait_for_all(1)
    expect(there.open().photo("paused.jpg")).to_have_count(1)
    page.close()


def test_it_refuses_a_broken_file_with_the_reason_and_takes_the_others(
    gallery: WorkGallery, tmp_path: Path
) -> None:
    good, cut, text = pictures.write(tmp_path, ["good.jpg", "cut.jpg", "text.jpg"])
    cut.write_bytes(cut.read_bytes()[:4000])
    text.write_text("This is no photo.")
    gallery.upload([good, cut, text])
    uploader = Uploader(gallery.page)
    expect(uploader.rows("ready")).to_have_count(1)
    for name in ("cut.jpg", "text.jpg"):
        expect(uploader.row(name)).to_have_attribute("data-status", "refused")
        expect(uploader.sentence(name)).to_have_text(SENTENCE)
    gallery.open()
    expect(gallery.photo("good.jpg")).to_have_count(1)
    expect(gallery.photo("cut.jpg")).to_have_count(0)


def test_it_asks_once_for_names_that_are_there_already_and_keeps_both(
    gallery: WorkGallery, tmp_path: Path
) -> None:
    names = ["twice_1.jpg", "twice_2.jpg"]
    gallery.upload(pictures.write(tmp_path / "one", names))
    gallery.upload(pictures.write(tmp_path / "two", names, look="other"), clash="Keep both")
    gallery.open()
    expect(gallery.page.locator("ul.thumbs > li", has_text="twice_")).to_have_count(4)


def _offset(request: Request) -> list[int]:
    """Where a request goes on, if it carries bytes of an upload."""
    said = request.headers.get("upload-offset")
    return [int(said)] if request.method == "PATCH" and said else []
