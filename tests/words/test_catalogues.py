"""Catalogues in step with the sources, and what Django reads of them."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest

from safelight.words import catalogues
from safelight.words.extracting import Found, Key

PHOTOS = Key("%(count)d photo", "%(count)d photos")
SAVE = Key("Save")
ORDER = Key("Order", context="of rows")
SOURCES = {
    PHOTOS: Found({"modules/gallery/a.py"}),
    SAVE: Found({"modules/gallery/a.py", "modules/labs/b.py"}),
    ORDER: Found({"platform/safelight/web/c.html"}),
}


@pytest.fixture(autouse=True)
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    return tmp_path


def test_it_keeps_each_message_in_one_file() -> None:
    catalogues.update("pl", SOURCES)
    assert [path.stem for path in catalogues.files("pl")] == ["common", "gallery", "web"]
    assert set(catalogues.read("pl")) == set(SOURCES)


def test_it_keeps_the_words_of_a_message_that_moves(locale: Path) -> None:
    catalogues.update("pl", SOURCES)
    file = locale / "pl" / "common.po"
    file.write_text(
        file.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Zapisz"')
    )
    catalogues.update("pl", {SAVE: Found({"modules/labs/b.py"})})
    assert [path.stem for path in catalogues.files("pl")] == ["labs"]
    assert catalogues.read("pl") == {SAVE: ("Zapisz",)}


def test_it_writes_the_same_twice(locale: Path) -> None:
    catalogues.update("pl", SOURCES)
    before = {path: path.read_bytes() for path in catalogues.files("pl")}
    catalogues.update("pl", dict(reversed(SOURCES.items())))
    assert {path: path.read_bytes() for path in catalogues.files("pl")} == before


def test_it_makes_what_django_reads_with_each_form_of_a_count(locale: Path, tmp_path: Path) -> None:
    catalogues.update("pl", SOURCES)
    file = locale / "pl" / "gallery.po"
    text = file.read_text()
    for number, words in enumerate(["%(count)d zdjęcie", "%(count)d zdjęcia", "%(count)d zdjęć"]):
        text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "{words}"')
    file.write_text(text)
    catalogues.compile_into(tmp_path / "made")
    with (tmp_path / "made/pl/LC_MESSAGES/django.mo").open("rb") as made:
        polish = GNUTranslations(made)
    forms = [polish.ngettext(PHOTOS.message, PHOTOS.plural, count) for count in (1, 3, 5)]
    assert forms == ["%(count)d zdjęcie", "%(count)d zdjęcia", "%(count)d zdjęć"]
    # What has no words yet is said in the language of the sources.
    assert polish.gettext("Save") == "Save"
