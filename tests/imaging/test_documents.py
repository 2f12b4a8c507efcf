"""PDFs: the first page is drawn, in the child; nothing in them is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from safelight import imaging
from safelight.imaging import refusals


@pytest.fixture
def document() -> FPDF:
    made = FPDF(unit="pt", format=(300, 200))
    for colour in ((255, 0, 0), (0, 0, 255)):
        made.add_page()
        made.set_fill_color(*colour)
        made.rect(0, 0, 300, 200, style="F")
    return made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return tmp_path / "photo.jpg"


def test_it_works(document: FPDF, photo: Path, out_dir: Path) -> None:
    document.output(str(photo))
    made = imaging.develop_safely(photo, out_dir)
    assert (made.facts.kind, made.facts.media_type) == ("pdf", "application/pdf")
    assert (made.width, made.height) == (2048, 1366)
    with Image.open(out_dir / "2048.jpg") as image:
        assert image.getpixel((1000, 700)) == (254, 0, 0)


def test_it_says_nothing_that_it_does_not_know(document: FPDF, photo: Path) -> None:
    document.output(str(photo))
    assert imaging.metadata.read(photo).title == ""


def test_it_asks_for_a_document_without_a_password(
    document: FPDF, photo: Path, out_dir: Path
) -> None:
    document.set_encryption(owner_password="a", user_password="b")
    document.output(str(photo))
    with pytest.raises(refusals.Locked, match="asks for a password"):
        imaging.develop_safely(photo, out_dir)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.4\n" + b"<<" * 20_000,
        b"%PDF-1.7\ntrailer<</Root 9 0 R/Size 99999999>>\nstartxref\n0\n%%EOF",
    ],
)
def test_it_refuses_what_has_no_page(data: bytes, photo: Path, out_dir: Path) -> None:
    photo.write_bytes(data)
    with pytest.raises(imaging.Refused) as refused:
        imaging.develop_safely(photo, out_dir)
    assert refused.value.sentence.endswith(".")


def test_it_draws_a_page_of_any_proportion(photo: Path, out_dir: Path) -> None:
    made = FPDF(unit="pt", format=(14_400, 3))
    made.add_page()
    made.output(str(photo))
    developed = imaging.develop_safely(photo, out_dir)
    assert developed.width == 2048
    assert developed.height >= 1
