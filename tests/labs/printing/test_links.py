"""Links of print files: for one file and some days, and for nothing else (B11 f, B12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.labs.models import LabOrder, LabPiece, LabState, PrintFile
from modules.labs.services import printing
from safelight.storage import objects
from tenants.context import tenant_context
from tenants.models import Studio
from tests.labs.printing import things

BODY = bytes(range(256)) * 1000
Browsers = Callable[..., Browser]


@pytest.fixture
def file(acme: Studio) -> PrintFile:
    with tenant_context(acme):
        return things.give_file(things.piece_of(things.item_of(None)), BODY)


def path(of: PrintFile, until: datetime | None = None) -> str:
    with tenant_context(Studio.objects.get(address="acme")):
        link = printing.link(file=of, until=until or timezone.now() + timedelta(days=14))
    assert link.startswith("http://acme.")
    return urlsplit(link).path


def reload(acme: Studio, file: PrintFile) -> PrintFile:
    with tenant_context(acme):
        file.refresh_from_db()
    return file


def test_it_gives_the_file_to_whoever_has_no_cookie(
    acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    asking = browser(acme)
    answer = asking.get(path(file))
    assert answer.getvalue() == BODY
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Length"] == str(len(BODY))
    assert not answer.cookies
    assert reload(acme, file).fetches == 1
    assert file.fetched_at is not None


def test_it_says_how_long_the_file_is_without_giving_it(
    acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    answer = browser(acme).head(path(file))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(BODY)))
    assert answer.content == b""
    assert reload(acme, file).fetches == 0


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-99", 0, 100), ("bytes=200000-", 200_000, 256_000), ("bytes=-5", 255_995, 256_000)],
)
def test_it_gives_a_part(
    wanted: str, start: int, stop: int, acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    answer = browser(acme).get(path(file), headers={"Range": wanted})
    assert answer.getvalue() == BODY[start:stop]
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/{len(BODY)}"
    assert reload(acme, file).fetches == (start == 0)


def test_it_says_that_a_part_is_not_there_and_that_nothing_changed(
    acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    asking, address = browser(acme), path(file)
    outside = asking.get(address, headers={"Range": "bytes=999999-"})
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{len(BODY)}")
    known = asking.get(address, headers={"If-None-Match": f'"{file.md5}"'})
    assert known.status_code == 304


def spoil_token(address: str) -> str:
    head, name = address.rsplit("/", 1)
    return f"{head[:-1]}{'A' if head[-1] != 'A' else 'B'}/{name}"


def later(address: str) -> str:
    """The same link with another end."""
    public_id, end, rest = address.removeprefix("/labs/files/").split(".", 2)
    return f"/labs/files/{public_id}.{int(end) + 1}.{rest}"


@pytest.mark.parametrize(
    "change",
    [
        spoil_token,
        later,
        lambda address: address.replace("gone", "other"),
        lambda address: address.rsplit("/", 1)[0],
        lambda address: address.rsplit("/", 1)[0] + "/",
        lambda _address: "/labs/files/",
        lambda _address: "/labs/files/x/y.jpg",
        lambda address: address.replace("/labs/files/", "/labs/files/../files/"),
    ],
)
def test_it_finds_nothing_behind_another_address(
    change: Callable[[str], str], acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    assert browser(acme).get(change(path(file))).status_code == 404


def test_it_finds_nothing_once_the_time_is_over(
    acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    assert browser(acme).get(path(file, timezone.now() - timedelta(seconds=1))).status_code == 404


def test_it_opens_nothing_in_another_studio(
    acme: Studio, bolt: Studio, file: PrintFile, browser: Browsers
) -> None:
    with tenant_context(bolt):
        twin = things.give_file(
            things.piece_of(things.item_of(None)), public_id=file.public_id, name=file.name
        )
    assert twin.public_id == file.public_id
    assert browser(bolt).get(path(file)).status_code == 404


@pytest.mark.parametrize(
    ("state", "is_live", "status"),
    [
        (LabState.AT_LAB, True, 200),
        (LabState.STOPPED, True, 200),
        (LabState.DONE, False, 200),
        (LabState.CANCELLED, False, 404),
        (LabState.CANCELLED, True, 404),
        (LabState.AT_LAB, False, 404),
    ],
)
def test_it_ends_with_the_lab_order(
    state: LabState, is_live: bool, status: int, acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    with tenant_context(acme):
        LabOrder.objects.update(state=state)
        LabPiece.objects.update(is_live=is_live)
    assert browser(acme).head(path(file)).status_code == status


def test_it_has_one_answer_for_everything_that_is_wrong(
    acme: Studio, file: PrintFile, browser: Browsers
) -> None:
    asking, good = browser(acme), path(file)
    wrong = [spoil_token(good), path(file, timezone.now() - timedelta(days=1)), "/labs/files/x/y"]
    with tenant_context(acme):
        objects.from_environment().delete_object(file.key.rsplit("/", 1)[0])
    pages = {asking.get(address).content for address in (*wrong, good)}
    assert len(pages) == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_gives(method: str, acme: Studio, file: PrintFile, browser: Browsers) -> None:
    assert getattr(browser(acme), method)(path(file)).status_code == 405


def test_it_tells_an_adapter_all_of_the_file(acme: Studio, file: PrintFile) -> None:
    until = timezone.now() + timedelta(days=3)
    with tenant_context(acme):
        told = printing.for_lab(file=file, until=until)
    assert urlsplit(told.url).path == path(file, until)
    assert (told.md5, told.size, told.key, told.area) == (file.md5, len(BODY), file.key, "default")
