"""Addresses of built files, icons, initials, money."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from pytest_django import Settings

from safelight.web import assets


def draw(source: str, **context: object) -> str:
    return Template("{% load web %}" + source).render(Context(context))


@pytest.fixture
def build(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.FRONTEND_DIR = tmp_path
    assets.manifest.cache_clear()
    yield tmp_path
    assets.manifest.cache_clear()


def test_it_gives_the_built_address(build: Path) -> None:
    (build / "manifest.json").write_text(
        json.dumps({"entries/site.css": {"file": "assets/site-abc.css"}})
    )
    assert draw('{% asset "site.css" %}') == "/static/assets/site-abc.css"


def test_it_gives_a_stable_address_without_a_build(build: Path) -> None:
    assert draw('{% asset "site.css" %}') == "/static/assets/site.css"


def test_it_preloads_what_a_script_imports_once(build: Path) -> None:
    chunk = {"file": "assets/common-1.js", "imports": ["_deep.js"]}
    known = {
        "entries/site.ts": {"file": "assets/site-1.js", "imports": ["_common.js", "_deep.js"]},
        "_common.js": chunk,
        "_deep.js": {"file": "assets/deep-1.js", "imports": ["_common.js"]},
    }
    (build / "manifest.json").write_text(json.dumps(known))
    drawn = draw('{% script "site.ts" %}')
    assert drawn.count("modulepreload") == 2
    assert '<script type="module" src="/static/assets/site-1.js"></script>' in drawn


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Carla Ek", "CE"), ("vera.lindqvist@acme.example", "VL"), ("", "?"), ("Ö", "Ö")],
)
def test_it_makes_initials(name: str, letters: str) -> None:
    assert draw("{{ name|initials }}", name=name) == letters


def test_it_escapes_initials() -> None:
    assert draw("{{ name|initials }}", name="<b> x") == "&lt;X"


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("en", "EUR", "€15.00"), ("de", "EUR", "15,00\xa0€"), ("en", "JPY", "¥1,500"),
        ("en", "RSD", "RSD15.00"), ("en", "KWD", "KWD1.500"),
    ],
)  # fmt: skip
def test_it_writes_money_of_minor_units(language: str, currency: str, written: str) -> None:
    with translation.override(language):
        assert draw("{% money 1500 currency %}", currency=currency) == written


def test_it_hides_icons_from_screen_readers() -> None:
    drawn = draw('{% icon "check" %}')
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#check" in drawn
