"""B2: a professional client's proofing gallery with immediate download."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import pictures
from tests.journeys.browsers import People, status, without_cache
from tests.journeys.mails import Mailbox
from tests.journeys.pages.signing import answer_invitation, open_studio
from tests.journeys.pages.site import ClientGallery
from tests.journeys.pages.workspace import PROFESSIONAL, WorkGallery, Workspace
from tests.journeys.stack import Stack

INES, DESK = "ines@magazine.example", "desk@magazine.example"
FINALS = ["final_1.jpg", "final_2.jpg"]
PROOFS = ["proof_1.jpg"]


@pytest.fixture(scope="module")
def staff(people: People, stack: Stack) -> Page:
    page = people.window()
    open_studio(page, stack, address="beetwo")
    return page


@pytest.fixture(scope="module")
def gallery(staff: Page, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> WorkGallery:
    """Steps 1 to 3: made, filled with finals and a proof, published, sent to two clients."""
    made = Workspace(staff, stack.studio_url("beetwo")).make_gallery("Midsummer", PROFESSIONAL)
    folder = tmp_path_factory.mktemp("beetwo")
    made.upload(pictures.write(folder, FINALS), state="finals")
    made.upload(pictures.write(folder, PROOFS), state="proofs")
    made.publish()
    made.send(INES, DESK, message="Please take what you need.")
    return made


@pytest.fixture(scope="module")
def ines(gallery: WorkGallery, people: People, mailbox: Mailbox) -> Page:
    """A client in a private window, who came by the link of her mail."""
    page = people.window()
    answer_invitation(page, mailbox.wait_for(INES).link("/invitations/"), name="Ines")
    return page


def test_b2_step_1_it_is_proofing_and_hidden(gallery: WorkGallery) -> None:
    gallery.open("settings/")
    expect(gallery.page.get_by_label("Style")).to_have_value("proofing")
    expect(gallery.page.get_by_label("Hidden", exact=False)).to_be_checked()


def test_b2_step_4_it_is_downloaded_one_by_one(ines: Page, tmp_path: Path) -> None:
    saved = ClientGallery(ines).tile(FINALS[0]).save(tmp_path)
    assert saved.name == FINALS[0]
    assert saved.read_bytes() == pictures.jpeg(f"proof {FINALS[0]}")


def test_b2_step_4_it_is_downloaded_all_at_once(ines: Page, tmp_path: Path) -> None:
    archive = ClientGallery(ines).download_all(tmp_path, "Originals")
    with zipfile.ZipFile(archive) as opened:
        found = {Path(name).name: opened.read(name) for name in opened.namelist()}
    assert found == {name: pictures.jpeg(f"proof {name}") for name in [*FINALS, *PROOFS]}


def test_b2_accept_a_it_lists_each_recipient_under_protected_access(gallery: WorkGallery) -> None:
    gallery.open("authorizations/")
    for email in (INES, DESK):
        expect(gallery.page.locator("table.rights tr", has_text=email)).to_be_visible()
        expect(gallery.page.locator("ul.people li", has_text=email)).to_be_visible()


def test_b2_accept_b_it_lets_only_listed_clients_in_without_anybody(
    gallery: WorkGallery, people: People, ines: Page
) -> None:
    stranger = people.window()
    stranger.goto(gallery.link)
    expect(stranger.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "Midsummer" not in stranger.content()
    ines.goto(gallery.link)
    ClientGallery(ines).expect_photos(len(FINALS) + len(PROOFS))


def test_b2_accept_c_it_resizes_renames_and_signs_before_delivery(
    gallery: WorkGallery, ines: Page, tmp_path: Path
) -> None:
    page = gallery.page
    page.goto(f"{gallery.base}studio/galleries/formats/new/")
    page.get_by_label("Name", exact=True).fill("Press")
    page.get_by_label("Pixels").fill("300")
    page.get_by_label("File name").fill("press-{{basename}}")
    page.get_by_label("Copyright notice").fill("© B2 Studio")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    gallery.open("authorizations/")
    gallery.row(INES).originals("No").row.get_by_label("Press").check()
    gallery.save_table()
    ines.goto(gallery.link)
    saved = ClientGallery(ines).tile(FINALS[0]).save(tmp_path)
    with Image.open(saved) as image:
        assert saved.name == "press-final_1.jpg"
        assert max(image.size) == 300
        assert "© B2 Studio" in str(image.getexif()[33432])


def test_b2_accept_d_it_offers_no_download_of_proofs_with_final_only(
    gallery: WorkGallery, ines: Page
) -> None:
    gallery.open("authorizations/")
    row = gallery.row(INES).originals("FINAL only").may("download small files", yes=False)
    for box in row.row.get_by_label("Press").all():
        box.uncheck()
    gallery.save_table()
    ines.goto(gallery.link)
    shown = ClientGallery(ines)
    shown.tile(FINALS[0]).look_at()
    expect(shown.tile(FINALS[0]).download).to_be_visible()
    shown.tile(PROOFS[0]).look_at()
    expect(shown.tile(PROOFS[0]).download).to_be_hidden()


def test_b2_accept_e_it_logs_downloads_by_the_clients_address(gallery: WorkGallery) -> None:
    gallery.open("activity/")
    expect(gallery.downloads.filter(has_text=FINALS[0]).first).to_contain_text(INES)
    expect(gallery.page.locator("dl.facts")).to_contain_text(INES)


def test_b2_accept_f_it_works_for_a_fresh_client_in_a_private_window(
    gallery: WorkGallery, people: People, mailbox: Mailbox, tmp_path: Path
) -> None:
    desk = people.window()
    answer_invitation(desk, mailbox.wait_for(DESK).link("/invitations/"), name="Desk")
    assert desk.url == gallery.link
    saved = ClientGallery(desk).tile(PROOFS[0]).save(tmp_path)
    assert saved.read_bytes() == pictures.jpeg(f"proof {PROOFS[0]}")


def test_b2_it_ends_at_the_next_request_when_a_right_is_taken_away(
    gallery: WorkGallery, people: People, ines: Page
) -> None:
    ines.goto(gallery.link)
    picture = ClientGallery(ines).tile(FINALS[0]).root.locator("img")
    address = picture.evaluate("image => image.currentSrc || image.src")
    other = without_cache(ines.context.new_page())
    assert status(other, address) == 200
    gallery.take_off(INES)
    assert status(other, address) == 404
    assert status(ines, gallery.link) == 404
