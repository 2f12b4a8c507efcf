"""A format is set up with an example of its file name; a raw file is delivered as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.imaging.raw_making import cr2
from tests.journeys import pictures
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.pages.signing import answer_invitation, open_studio
from tests.journeys.pages.site import ClientGallery
from tests.journeys.pages.workspace import PROFESSIONAL, WorkGallery, Workspace
from tests.journeys.stack import Stack

MIRA = "mira@magazine.example"


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack) -> Page:
    page = people.window()
    open_studio(page, stack, address="formats-here")
    return page


@pytest.fixture(scope="module")
def gallery(staff: Page, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    made = Workspace(staff, stack.studio_url("formats-here")).make_gallery("Press", PROFESSIONAL)
    folder = tmp_path_factory.mktemp("formats")
    files = pictures.write(folder, ["one.jpg"])
    raw = folder / "two.CR2"
    raw.write_bytes(cr2(pictures.jpeg("raw")))
    made.upload([*files, raw], state="finals")
    made.publish()
    made.send(MIRA, message="Here they are.")
    return made


def test_it_shows_the_file_name_while_it_is_typed(gallery: WorkGallery) -> None:
    page = gallery.page
    page.goto(f"{gallery.base}studio/galleries/formats/new/")
    shown = page.locator('[data-name-example="shown"]')
    expect(shown).to_have_text("For example Anna___Ben_0042.jpg")
    page.get_by_label("File name").fill("{{basename}}-{{width}}x{{height}}")
    expect(shown).to_have_text("Anna___Ben_0042-1920x1280.jpg")
    page.get_by_label("File name").fill("{{week}}")
    expect(shown).to_contain_text("“week” is not one of the fields")


def test_it_takes_megabytes_and_says_when_both_are_given(gallery: WorkGallery) -> None:
    page = gallery.page
    page.goto(f"{gallery.base}studio/galleries/formats/new/")
    page.get_by_label("Name", exact=True).fill("Press")
    page.get_by_label("Pixels").fill("300")
    page.get_by_label("or megabytes").fill("0.09")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Give pixels or megabytes, not both.")).to_be_visible()
    page.get_by_label("Pixels").fill("")
    page.get_by_label("Colours").select_option("adobe_rgb")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Press")).to_contain_text("0.1 MB")


def test_it_delivers_the_photo_changed_and_the_raw_file_as_it_is(
    gallery: WorkGallery, people: People, mailbox: Mailbox, tmp_path: Path
) -> None:
    gallery.open("authorizations/")
    gallery.row(MIRA).originals("No").row.get_by_label("Press").check()
    gallery.save_table()
    page = people.window()
    answer_invitation(page, mailbox.wait_for(MIRA).link("/invitations/"), name="Mira")
    with Image.open(ClientGallery(page).tile("one.jpg").save(tmp_path)) as image:
        assert 29_000 < image.width * image.height < 31_000
        assert image.info["icc_profile"]
    page.goto(gallery.link)
    raw = ClientGallery(page).tile("two.CR2").save(tmp_path)
    assert (raw.name, raw.read_bytes()) == ("two.CR2", cr2(pictures.jpeg("raw")))
