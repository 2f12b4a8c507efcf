"""The core flow on the production layout while processes die: nothing is lost, nothing doubled.

B3 as in ``tests/journeys/test_b3_retouch.py``, through nginx with TLS, files in a bucket, mail by
SMTP. A web process is killed with uploads in its hands, a worker while it offers the mail that
says what is ready. Then a backup is taken while work goes on, and restored.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.infra import busy, databases, layout, nginx
from tests.infra.mails import Letters
from tests.journeys import browsers, pictures
from tests.journeys.browsers import People
from tests.journeys.pages.orders import CartPage, ClientOrder, WorkOrder, only_order
from tests.journeys.pages.retouching import ADDRESS, CLIENT, OWNER, come_in, send_proofs
from tests.journeys.pages.signing import sign_in
from tests.journeys.pages.site import ClientGallery
from tests.journeys.pages.workspace import Uploader, WorkGallery
from tests.journeys.stack import until

PROOFS = ["frame_1.jpg", "frame_2.jpg", "frame_3.jpg"]
# What the subject of the mail says that tells of a delivery.
READY = "downloaded"
FINALS, NEW = ["frame_1.jpg", "frame_2.jpg"], ["cover.jpg", "back.jpg"]
# What is there once however often it was tried; the studio's schema is the search path.
COUNTS = {
    "photos": "SELECT count(*) FROM gallery_photo",
    "versions": "SELECT count(*) FROM gallery_photoversion",
    "orders": "SELECT count(*) FROM commerce_order",
    "photos of orders": "SELECT count(*) FROM commerce_orderitem",
    "deliveries": "SELECT count(*) FROM commerce_delivery",
    "jobs that were given up": "SELECT count(*) FROM public.jobs_job WHERE state = 'parked'",
}


@pytest.fixture(scope="module")
def platform(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[layout.Layout]:
    nginx.program()
    browsers.chromium()
    with layout.running(tmp_path_factory.mktemp("production")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(platform: layout.Layout) -> Iterator[Browser]:
    # The certificate is signed by itself.
    with browsers.launched("--ignore-certificate-errors") as browser:
        yield browser


@pytest.fixture(scope="module")
def people(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    everybody = People(chromium, tmp_path_factory.mktemp("downloads"))
    yield everybody
    everybody.close()


@pytest.fixture(scope="module")
def letters(platform: layout.Layout) -> Letters:
    return Letters(platform.post)


@pytest.fixture(scope="module")
def base(platform: layout.Layout) -> str:
    return platform.addresses.studio_url(ADDRESS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("b3")


@pytest.fixture(scope="module")
def gallery(people: People, platform: layout.Layout, folder: Path) -> WorkGallery:
    """Steps 1 to 3: made from the preset, proofs uploaded, published, sent."""
    return send_proofs(people, platform.addresses, folder, PROOFS)


@pytest.fixture(scope="module")
def client(gallery: WorkGallery, people: People, letters: Letters) -> Page:
    return come_in(people, letters)


@pytest.fixture(scope="module")
def order(client: Page, gallery: WorkGallery, base: str) -> WorkOrder:
    """Steps 4 and 5: the client picks, and orders with a double click."""
    for name in FINALS:
        tile = ClientGallery(client).tile(name)
        tile.press(tile.cart)
        expect(tile.cart).to_have_attribute("aria-pressed", "true")
    CartPage(client).open(base).place_with_a_double_click()
    return only_order(gallery.page, base)


@pytest.fixture(scope="module")
def replaced(
    order: WorkOrder, gallery: WorkGallery, platform: layout.Layout, folder: Path
) -> WorkOrder:
    """Step 6, and a web process dies with some of it in its hands; it stays dead."""
    files = pictures.write(folder / "finals", [*FINALS, *NEW], look="final")
    gallery.open()
    uploader = Uploader(gallery.page)
    uploader.choose(files, state="finals")
    # It asks which names are taken, and that is not what shall be interrupted.
    expect(gallery.page.get_by_role("dialog", name="Some names are taken")).to_be_visible()
    platform.freeze("web-0")
    uploader.answer("Replace")
    until(lambda: platform.is_asked("web-0"), what="a request that waits for web-0")
    platform.kill("web-0")
    uploader.wait_for_all(len(files))
    return order


@pytest.fixture(scope="module")
def delivered(replaced: WorkOrder, platform: layout.Layout, letters: Letters) -> WorkOrder:
    """Steps 7 and 8; the worker dies while it hands over the mail, and another one begins."""
    replaced.open().recalculate()
    platform.post.hold(CLIENT)
    replaced.open().deliver()
    assert platform.post.is_held.wait(60)
    platform.kill("worker")
    platform.start("worker")
    platform.let_leases_end()
    until(lambda: letters.to(CLIENT, READY), what="the mail of another worker", seconds=60)
    return replaced.open()


def test_b3_it_takes_every_file_once_though_a_web_process_died(
    replaced: WorkOrder, gallery: WorkGallery
) -> None:
    gallery.open()
    for name in [*PROOFS, *NEW]:
        expect(gallery.photo(name)).to_have_count(1)


def test_b3_it_delivers_once_though_the_worker_died(
    delivered: WorkOrder, letters: Letters, platform: layout.Layout
) -> None:
    delivered.expect_states(frame_1="Delivered", frame_2="Delivered")
    (mail,) = letters.to(CLIENT, READY)
    assert [name in mail.text for name in (*FINALS, *NEW)] == [True, True, False, False]
    assert len(letters.to(OWNER, "New order")) == 1
    about = letters.to(CLIENT, "your order")
    assert sorted(READY in mail.subject for mail in about) == [False, True]
    assert databases.counts(platform.database, ADDRESS, COUNTS) == {
        "photos": 5, "versions": 7, "orders": 1, "photos of orders": 2, "deliveries": 1,
        "jobs that were given up": 0,
    }  # fmt: skip


def test_b3_it_gives_the_finals_as_they_were_sent(
    delivered: WorkOrder, people: People, letters: Letters, tmp_path: Path
) -> None:
    page = people.window()
    page.goto(letters.wait_for(CLIENT, READY).link("/orders/"))
    sign_in(page, email=CLIENT)
    with zipfile.ZipFile(ClientOrder(page).download_all(tmp_path)) as archive:
        found = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert found == {name: pictures.jpeg(f"final {name}") for name in FINALS}
    assert people.problems == []


def test_b3_it_sends_nothing_when_it_is_delivered_again(
    delivered: WorkOrder, letters: Letters
) -> None:
    before = len(letters.to(CLIENT))
    delivered.open().recalculate()
    delivered.open().deliver_button.click()
    expect(delivered.page.get_by_text("Already delivered by Alice")).to_be_visible()
    assert len(letters.to(CLIENT)) == before


@dataclass(frozen=True)
class Restored:
    """An installation that was empty: its database, its folder of files, what went before."""

    database: str
    files: Path
    orders: list[str]
    uploads: list[str]
    said: str


@pytest.fixture(scope="module")
def restored(
    delivered: WorkOrder, platform: layout.Layout, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Restored]:
    """What comes of a backup that was taken while clients ordered and photos arrived."""
    folder = tmp_path_factory.mktemp("backup")
    with busy.going_on(platform, ADDRESS, CLIENT) as work:
        until(lambda: work.orders and work.files, what="work that goes on", seconds=60)
        orders, uploads = list(work.orders), list(work.files)
        platform.run("-m", "infra.backup", "everything", str(folder / "backup"))
        assert len(work.orders) > len(orders)
        assert len(work.files) > len(uploads)
    assert work.problems == []
    with databases.empty(platform.database) as database:
        there = {"DATABASE_URL": database, "STORAGE_URL": f"file://{folder / 'storage'}"}
        platform.run("-m", "infra.backup", "restore-everything", str(folder / "backup"), **there)
        said = platform.run("-m", "infra.backup", "reconcile", **there)
        yield Restored(database, folder / "storage", orders, uploads, said)


def test_ops_02_it_restores_every_row_with_its_files_from_a_backup_under_load(
    restored: Restored,
) -> None:
    assert ", 0 missing, 0 extra" in restored.said
    with databases.inside(restored.database, ADDRESS) as studio:
        orders = studio.execute("SELECT public_id FROM commerce_order").fetchall()
        versions = studio.execute("SELECT object_key, sha256 FROM gallery_photoversion").fetchall()
        received = studio.execute("SELECT name FROM gallery_batchfile").fetchall()
    assert set(restored.orders) <= {row[0] for row in orders}
    assert set(restored.uploads) <= {row[0] for row in received}
    assert len(versions) >= 7
    for key, digest in versions:
        assert sha256((restored.files / key / "original").read_bytes()).hexdigest() == digest


def test_ops_02_it_restores_no_row_that_waits_for_work_nobody_will_do(restored: Restored) -> None:
    with databases.inside(restored.database, ADDRESS) as studio:
        (waiting,) = studio.execute(
            "SELECT count(*) FROM gallery_batchfile WHERE outcome = 'waiting'"
            " AND received_at IS NOT NULL AND upload_public_id NOT IN"
            " (SELECT key FROM public.jobs_job WHERE state IN ('queued', 'running'))"
        ).fetchone() or (None,)
        (unsent,) = studio.execute(
            "SELECT count(*) FROM outbox_outgoingmessage m WHERE state = 'queued' AND NOT EXISTS"
            " (SELECT FROM public.jobs_job j WHERE j.kind = 'outbox.send'"
            " AND j.state IN ('queued', 'running') AND j.payload->>'message_id' = m.id::text)"
        ).fetchone() or (None,)
    assert (waiting, unsent) == (0, 0)
