"""Papers as PDF: what they say, on how many pages, and that nothing in them does anything."""

from __future__ import annotations

import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modules.commerce.papers import letters, writing
from tests.commerce.papers.papers import position, said
from tests.commerce.papers.reading import pages, size

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = '<img src="http://127.0.0.1/pixel.png"> [[[ {nb} **x** __y__ --z-- [a](http://127.0.0.1/)'


def test_it_says_what_was_frozen() -> None:
    (text,) = pages(writing.pdf(said(note="Thank you."), at=AT))
    for words in (
        "Invoice INV-1", "Studio Licht", "80331 München", "Tax number DE136695976",
        "Carla Client", "IMG_0001.jpg", "€11.90", "VAT 19 % €10.00 €1.90 €11.90",
        "Paid on November 22, 2026", "online, by Stripe", "Thank you.", "1 / 1",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(("named", "points"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_it_fits_the_studios_paper(named: str, points: tuple[int, int]) -> None:
    assert size(writing.pdf(said(size=named), at=AT)) == points


def test_it_makes_the_same_bytes_again() -> None:
    first = writing.pdf(said(), at=AT)
    assert writing.pdf(said(), at=AT) == first
    assert writing.pdf(said("Somebody else"), at=AT) != first


def test_it_numbers_the_pages_of_a_long_order_and_repeats_the_head() -> None:
    lines = [position(f"IMG_{number:04}.jpg") for number in range(150)]
    found = pages(writing.pdf(said("Carla", *lines), at=AT))
    assert len(found) > 3
    for number, text in enumerate(found, start=1):
        assert f"{number} / {len(found)}" in text
    assert all("What Quantity Price Amount" in text for text in found[:-1])
    names = [name for text in found for name in text.split() if name.startswith("IMG_")]
    assert names == [f"IMG_{number:04}.jpg" for number in range(150)]


def test_pay_22_it_prints_markup_as_text_and_calls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("The paper called somebody.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    line = position(HOSTILE, details=[HOSTILE], discounts=[{"name": HOSTILE, "amount": 1}])
    made = writing.pdf(said(HOSTILE, line, note=HOSTILE), at=AT)
    (text,) = pages(made)
    # The client's name, the line's, a detail of it, what was taken off it, and the note.
    for sign in ("<img", "[[[", "{nb}", "**x**", "__y__", "--z--", "[a]("):
        assert text.count(sign) == 5, sign
    for action in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/Annots"):
        assert action not in made


@pytest.mark.parametrize("name", ["Łucja Żółć", "Ångström Čeština", "Ελένη", "Юлия", "Nguyễn Ấn"])
def test_it_writes_names_of_many_languages(name: str) -> None:
    assert name in pages(writing.pdf(said(name), at=AT))[0]


def test_it_prints_no_control_characters() -> None:
    assert letters.printed("A\x00\x1b \u202eb\u200d").text == "A b"
    assert letters.printed("e\u0301").text == "é"


NAMES = {
    "NotoSansArabic": "محمد علي", "NotoSansHebrew": "דוד כהן", "NotoSansThai": "สมชาย ใจดี",
    "": "श्रीमती देवी",
}  # fmt: skip


@pytest.mark.parametrize(("face", "name"), NAMES.items())
def test_it_has_faces_for_names_that_need_shaping(face: str, name: str) -> None:
    found = letters.printed(f"Carla {name}")
    assert [path.stem for path in found.faces] == [f"{face}-Regular"] * bool(face)
    assert (found.is_shaped, found.is_romanized) == (True, False)
    made = writing.pdf(said(name), at=AT)
    assert face.encode() in made
    assert "Latin letters" not in pages(made)[0]


def test_it_prints_chinese_with_a_font_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Any font does for a test: here one that is thought to be the large one."""
    shutil.copy(letters.SCRIPTS[0], tmp_path / letters.LARGE[0])
    monkeypatch.setattr(letters, "FOLDERS", (tmp_path,))
    monkeypatch.setattr(letters, "SCRIPTS", letters.SCRIPTS[1:])
    letters.large.cache_clear()
    assert letters.printed("علي").faces == (tmp_path / letters.LARGE[0],)
    letters.large.cache_clear()


def test_it_says_so_where_it_writes_in_latin_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "large", tuple)
    (text,) = pages(writing.pdf(said("王小明 & 김철수"), at=AT))
    assert "WangXiaoMing & GimCheolSu" in text
    assert "Some words are written in Latin letters here" in text
    assert "�" not in text


def test_it_says_on_a_credit_note_what_it_corrects() -> None:
    corrects = {"number": "INV-1", "date": "2026-11-22", "reason": "A scratch"}
    paper = said(kind="credit_note", number="C-1", corrects=corrects)
    (text,) = pages(writing.pdf(paper, at=AT))
    for words in ("Credit note C-1", "Corrects INV-1, November 22, 2026", "A scratch"):
        assert words in text


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "¥1,190"), ("KWD", "KWD"), ("EUR", "€")])
def test_it_writes_money_with_the_currencys_decimals(currency: str, shown: str) -> None:
    (text,) = pages(writing.pdf(said(currency=currency), at=AT))
    assert shown in text
    assert ("1.190" in text) == (currency == "KWD")


def test_it_says_that_a_test_was_a_test() -> None:
    paid = {"method": "test payment", "date": "2026-11-22", "is_test": True}
    assert "no money was paid" in pages(writing.pdf(said(paid=paid), at=AT))[0]
    assert "no money was paid" not in pages(writing.pdf(said(), at=AT))[0]
