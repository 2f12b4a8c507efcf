"""An order in a hot folder: whole or not to be seen, and once however often it is sent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from modules.labs.adapters.hot_folder import LAB, order_file
from modules.labs.contract import Accepted, Away, Refused, Submission
from safelight.storage import objects
from tenants.models import Studio
from tests.labs import making
from tests.labs.hot_folder.conftest import Server


@pytest.fixture
def order(inside_acme: Studio) -> Submission:
    first = making.print_file(making.picture("orange"), name="../../Dünen & Meer.jpg")
    second = making.print_file(making.picture("teal"), name="../../Dünen & Meer.jpg")
    pieces = making.piece(first), making.piece(second, reference="piece-2")
    return making.submission(*pieces, placed_at=making.PLACED)


def accepted(answer: object) -> Accepted:
    assert isinstance(answer, Accepted), answer
    return answer


def seen(server: Server) -> set[str]:
    """What a lab's machine sees: names that do not begin with a dot."""
    return {name for name in server.names() if not name.startswith(".")}


def test_it_uploads_images_and_then_the_order(server: Server, order: Submission) -> None:
    name = accepted(LAB.submit(server.account(), order)).progress.lab_id
    images = {f"{name}/001-Dunen-Meer.jpg", f"{name}/002-Dunen-Meer.jpg"}
    assert server.names() == {name, f"{name}.json", *images}
    told = json.loads((server.root / "incoming" / f"{name}.json").read_text())
    for piece in told["pieces"]:
        (file,) = piece["files"]
        body = (server.root / "incoming" / name / file["name"]).read_bytes()
        assert hashlib.md5(body, usedforsecurity=False).hexdigest() == file["md5"]


def test_it_tells_the_lab_everything(server: Server, order: Submission) -> None:
    told = json.loads(order_file.order(server.account(), order).body)
    assert told["format"] == "safelight-order/1"
    assert (told["order"], told["key"], told["customer_number"]) == ("LAB-0007", "key-1", "K-17")
    assert told["recipient"]["city"] == "Bern"
    piece = told["pieces"][0]
    assert (piece["product"], piece["copies"]) == ("FINE-20x30", 2)
    assert piece["attributes"] == {"paper": "matte"}
    assert piece["files"][0]["width"] == 3000


@pytest.mark.parametrize("mark", ["json", "done", "error", "shipped", "cancelled"])
def test_it_places_an_order_once_whatever_the_lab_did(
    server: Server, order: Submission, mark: str
) -> None:
    name = accepted(LAB.submit(server.account(), order)).progress.lab_id
    path = server.root / "incoming" / f"{name}.json"
    path.rename(path.with_suffix(f".{mark}"))
    before = server.names()
    assert accepted(LAB.submit(server.account(), order)).repeated
    assert server.names() == before


def test_it_finds_an_order_that_the_lab_has_moved(server: Server, order: Submission) -> None:
    name = accepted(LAB.submit(server.account(), order)).progress.lab_id
    incoming = server.root / "incoming"
    (incoming / "done").mkdir()
    (incoming / f"{name}.json").rename(incoming / "done" / f"{name}.json")
    assert accepted(LAB.submit(server.account(), order)).repeated


STEPS = [
    ("open", "001-Dunen-Meer.jpg.part"),
    ("rename", "001-Dunen-Meer.jpg"),
    ("open", "002-Dunen-Meer.jpg.part"),
    ("rename", "{name}"),
    ("renamed", "{name}"),
    ("open", ".{name}.json.part"),
    ("rename", "{name}.json"),
    ("renamed", "{name}.json"),
]


@pytest.mark.parametrize(("verb", "path"), STEPS)
def test_it_goes_on_where_it_broke_off(
    server: Server, order: Submission, verb: str, path: str
) -> None:
    name = order_file.name_of(order)
    where = path.format(name=name)
    server.breaks = lambda done, at: done == verb and at.endswith(f"/{where}")
    assert isinstance(LAB.submit(server.account(), order), Away)
    # Nothing that the lab sees is half: the order comes with all of its images, or not at all.
    images = {f"{name}/001-Dunen-Meer.jpg", f"{name}/002-Dunen-Meer.jpg"}
    whole = {name, *images}
    assert seen(server) in (set(), whole, {f"{name}.json", *whole})
    server.breaks = lambda done, at: False
    accepted(LAB.submit(server.account(), order))
    assert server.names() == {f"{name}.json", *whole}


def test_it_uploads_nothing_twice(server: Server, order: Submission) -> None:
    opened: list[str] = []

    def breaks(verb: str, path: str) -> bool:
        opened.append(path.rpartition("/")[2]) if verb == "open" else None
        return verb == "open" and path.endswith("002-Dunen-Meer.jpg.part") and len(opened) < 3

    server.breaks = breaks
    assert isinstance(LAB.submit(server.account(), order), Away)
    accepted(LAB.submit(server.account(), order))
    assert opened.count("001-Dunen-Meer.jpg.part") == 1


def test_it_uses_another_name_for_another_key(server: Server, order: Submission) -> None:
    first = accepted(LAB.submit(server.account(), order))
    second = accepted(LAB.submit(server.account(), replace(order, key="key-2")))
    assert first.progress.lab_id != second.progress.lab_id
    assert not second.repeated


def test_it_refuses_an_order_whose_file_is_gone(server: Server, order: Submission) -> None:
    of_object = order.pieces[1].files[0].key.rpartition("/")[0]
    objects.from_environment().delete_object(of_object)
    answer = LAB.submit(server.account(), order)
    assert isinstance(answer, Refused)
    assert [each.piece for each in answer.issues] == ["piece-2"]
    assert seen(server) == set()


def test_it_is_away_while_the_storage_is(
    server: Server, order: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise objects.StorageAway("no answer")

    monkeypatch.setattr(objects.FileStore, "at_hand", away)
    assert isinstance(LAB.submit(server.account(), order), Away)
    assert seen(server) == set()
