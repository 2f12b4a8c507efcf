"""The order sheet, read and looked at by another program than the one that wrote it."""

from __future__ import annotations

import pypdfium2
import pytest

from modules.labs.adapters.mailed import order_sheet, thumbs
from modules.labs.contract import Submission
from tenants.models import Studio
from tests.commerce.papers import reading
from tests.labs import making

ACCOUNT = making.account({"email": "orders@darkroom.example", "customer_number": "K-17"})


def sheet(order: Submission) -> bytes:
    return order_sheet.pdf(ACCOUNT, order, thumbs.of(order.pieces))


@pytest.fixture
def two(inside_acme: Studio) -> Submission:
    first = making.piece(making.print_file(making.picture("orange")))
    tall = making.print_file(making.picture("teal", (200, 300)), width=2000, height=3000)
    second = making.piece(tall, reference="piece-2", copies=5, words="", sku="CANVAS-40")
    return making.submission(first, second, note="Please <b>hurry</b>")


def test_it_tells_everything_that_has_to_be_printed(two: Submission) -> None:
    (page,) = reading.pages(sheet(two))
    for told in (
        "Print order LAB-0007", "Customer number K-17", "Carla Client", "Lindenweg 3", "3012 Bern",
        "Switzerland", "+41 31 555 01 23", "standard", "2 × Fine art print, 20 × 30 cm",
        "Paper: matte", "5 × CANVAS-40", "3000 × 2000 px", "7 pieces in all",
        "Please <b>hurry</b>", "1 / 1",
    ):  # fmt: skip
        assert told in page


def test_it_shows_each_picture_beside_its_piece(two: Submission) -> None:
    document = pypdfium2.PdfDocument(sheet(two))
    drawn = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    counts = {color: number for number, color in drawn.getcolors(1 << 20) or []}
    near = {
        name: sum(
            number
            for color, number in counts.items()
            if max(abs(a - b) for a, b in zip(color, wanted, strict=True)) < 12
        )
        for name, wanted in {"orange": (255, 165, 0), "teal": (0, 128, 128)}.items()
    }
    # 32 mm by 2/3 of it, at 72 pixels an inch: about 5,480 each.
    assert all(4_800 < number < 6_200 for number in near.values())


def test_it_goes_on_over_many_pages(inside_acme: Studio) -> None:
    file = making.print_file(making.picture())
    pieces = [making.piece(file, reference=f"p{number}") for number in range(20)]
    pages = reading.pages(sheet(making.submission(*pieces)))
    assert len(pages) > 2
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    assert "40 pieces in all" in pages[-1]


def test_it_is_the_same_for_the_same_order(two: Submission) -> None:
    assert sheet(two) == sheet(two)


def test_it_keeps_signs_that_mean_something_out_of_its_name(two: Submission) -> None:
    stored = order_sheet.store(ACCOUNT, making.submission(reference='../a"b'), {})
    assert stored.name == "Print order ---a-b.pdf"
