"""What the lab's renames and texts in a hot folder mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from modules.labs.adapters.hot_folder import LAB
from modules.labs.contract import NoNews, Progress, Refused, Stage, TakenBack
from tests.labs.hot_folder.conftest import Server

NAME = "LAB-0007-abc"
Leaves = Callable[..., None]


@pytest.fixture
def leaves(server: Server) -> Leaves:
    """``leaves("NAME.done", text)``: the lab puts a file there."""

    def put(name: str, text: str = '{"format": "safelight-order/1"}') -> None:
        path = server.root / "incoming" / name.replace("NAME", NAME)
        path.parent.mkdir(exist_ok=True)
        Path(path).write_text(text)

    return put


def told(server: Server) -> Progress:
    answer = LAB.status(server.account(), lab_id=NAME)
    assert isinstance(answer, Progress), answer
    return answer


@pytest.mark.parametrize(
    ("file", "stage"),
    [
        ("NAME.json", Stage.RECEIVED),
        ("NAME.done", Stage.IN_PRODUCTION),
        ("done/NAME.json", Stage.IN_PRODUCTION),
        ("NAME.error", Stage.RECEIVED),
        ("NAME.shipped", Stage.SHIPPED),
        ("shipped/NAME.json", Stage.SHIPPED),
        ("NAME.cancelled", Stage.CANCELLED),
    ],
)
def test_it_reads_how_far_the_lab_is(
    server: Server, leaves: Leaves, file: str, stage: Stage
) -> None:
    leaves(file)
    assert told(server).stage == stage


def test_it_knows_no_order_that_is_not_there(server: Server) -> None:
    assert isinstance(LAB.status(server.account(), lab_id=NAME), NoNews)


@pytest.mark.parametrize("mark", ["NAME.error", "error/NAME.json"])
def test_it_passes_on_what_the_lab_says(server: Server, leaves: Leaves, mark: str) -> None:
    leaves(mark)
    assert told(server).issues[0].sentence
    leaves(f"{mark.rpartition('.')[0]}.txt", "No such paper: matte\n")
    (issue,) = told(server).issues
    assert (issue.code, issue.sentence) == ("lab_error", "No such paper: matte")


def test_it_takes_the_words_from_the_mark_itself(server: Server, leaves: Leaves) -> None:
    leaves("NAME.error", "Too small \N{EURO SIGN}")
    assert told(server).issues[0].sentence == "Too small \N{EURO SIGN}"


def test_it_reads_the_parcel(server: Server, leaves: Leaves) -> None:
    leaves("NAME.shipped", "Carrier: Post\nnumber: 99.1\nURL: https://post.example/99.1\n")
    (parcel,) = told(server).shipped
    assert (parcel.carrier, parcel.number) == ("Post", "99.1")
    assert parcel.url == "https://post.example/99.1"


@pytest.mark.parametrize("text", ["url: javascript:alert(1)", "no colon", "\0\xff", ""])
def test_it_believes_no_odd_words(server: Server, leaves: Leaves, text: str) -> None:
    leaves("NAME.shipped", text)
    (parcel,) = told(server).shipped
    assert (parcel.url, parcel.number) == ("", "")


def test_it_takes_back_what_the_lab_has_not_taken(server: Server, leaves: Leaves) -> None:
    leaves("NAME.json")
    leaves("NAME/001-a.jpg", "image")
    for _again in range(2):
        assert isinstance(LAB.cancel(server.account(), lab_id=NAME), TakenBack)
    assert server.names() == {f"{NAME}.cancelled"}


def test_it_leaves_the_lab_what_it_has_taken(server: Server, leaves: Leaves) -> None:
    leaves("NAME.done")
    leaves("NAME/001-a.jpg", "image")
    answer = LAB.cancel(server.account(), lab_id=NAME)
    assert isinstance(answer, Refused)
    assert answer.code == "taken"
    assert f"{NAME}/001-a.jpg" in server.names()
