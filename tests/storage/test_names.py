from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.storage import names

EXPECTED = {
    "DSC_0001.JPG": "DSC_0001.JPG",
    "../../x": "x",
    "..\\x": "x",
    "/etc/passwd": "passwd",
    "C:\\fakepath\\a.jpg": "a.jpg",
    "a\x00b\r\nc.jpg": "abc.jpg",
    "photo\u202egpj.exe": "photogpj.exe",
    "\u200f\u2066": "file",
    "CON": "_CON",
    "con.jpg": "_con.jpg",
    "com1.tar.gz": "_com1.tar.gz",
    "Nul .txt": "_Nul .txt",
    "-rf": "rf",
    ".htaccess": "htaccess",
    "": "file",
    "...": "file",
    " . ": "file",
    "a. . ": "a",
    "=cmd()": "=cmd()",
    "<img onerror>": "_img onerror_",
    '"; filename=e.html': "_; filename=e.html",
    "%2e%2e%2f": "%2e%2e%2f",
    "e\u0301te\u0301.jpg": "été.jpg",
    "👩‍👩‍👧.jpg": "👩‍👩‍👧.jpg",
    "תמונה.jpg": "תמונה.jpg",
    "\ud800x.jpg": "x.jpg",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_upl_08_it_makes_a_hostile_name_safe(name: str) -> None:
    assert names.safe_name(name) == EXPECTED[name]


@pytest.mark.parametrize("unit", ["x", "é", "字", "😀"])
def test_upl_08_it_shortens_between_characters_and_keeps_the_extension(unit: str) -> None:
    short = names.safe_name(unit * 300 + ".jpeg")
    assert len(short.encode()) <= names.MOST_BYTES
    assert short.strip(unit) == ".jpeg"
    assert len(names.safe_name("x." + "y" * 300).encode()) <= names.MOST_BYTES


def test_it_makes_names_unique_in_case_and_unicode_form() -> None:
    twins = ["a.jpg", "A.JPG", "a.jpg", "a (2).jpg", "é", "e\u0301", "STRASSE", "straße"]
    safe = names.safe_names(twins)
    assert safe[:4] == ["a.jpg", "A (2).JPG", "a (3).jpg", "a (2) (2).jpg"]
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in safe}) == len(twins)


def test_it_makes_folders_of_sections_only() -> None:
    safe = names.safe_names(
        ["a.jpg", "a.jpg", "x/a.jpg", "Finals"], sections=["Finals", "../Proofs/", "", ""]
    )
    assert safe == ["Finals/a.jpg", "Proofs/a.jpg", "a.jpg", "Finals (2)"]


def test_it_numbers_twenty_thousand_twins_quickly_and_within_the_limit() -> None:
    safe = names.safe_names(["字" * 100 + ".jpg"] * 20_000)
    assert len(set(safe)) == 20_000
    assert max(len(name.encode()) for name in safe) <= names.MOST_BYTES


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=12))
def test_it_never_lets_a_bad_name_through(raw: list[str]) -> None:
    safe = names.safe_names(raw)
    assert len(safe) == len({name.casefold() for name in safe}) == len(raw)
    for name in safe:
        assert 0 < len(name.encode()) <= names.MOST_BYTES
        assert not re.search(r'[/\\:*?"<>|\x00-\x1f\x7f]', name)
        assert name not in {".", ".."}
        assert not name.endswith((".", " "))


@pytest.mark.parametrize("name", [name for name in EXPECTED if name])
def test_upl_08_it_says_any_name_in_a_header(name: str) -> None:
    value = names.content_disposition("attachment", name).decode("ascii")
    assert re.fullmatch(
        r'attachment; filename="[A-Za-z0-9 _().,+=@#&!~-]+"(; filename\*=UTF-8\'\'[^\s;"]+)?', value
    )
    _, _, encoded = value.partition("UTF-8''")
    assert (unquote(encoded) or value.split('"')[1]) == names.safe_name(name)


def test_it_gives_old_programs_a_name_too() -> None:
    assert names.content_disposition("inline", "") == b"inline"
    assert b'filename="ete.jpg"' in names.content_disposition("inline", "été.jpg")
    assert b'filename="file.jpg"' in names.content_disposition("attachment", "字.jpg")
