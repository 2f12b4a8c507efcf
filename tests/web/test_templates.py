"""Base templates, error pages and forms draw themselves under the strict policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "platform/safelight/web/templates"
# No page of a site: it lies in a file that somebody keeps, and carries its looks along.
KEPT_AS_FILES = ["platform/safelight/privacy/templates/privacy/packet.html"]
EVERY = sorted(TEMPLATES.rglob("*.html"))


class Shoot(forms.Form):
    title = forms.CharField(help_text="As your clients read it.")
    hidden = forms.BooleanField(required=False)
    style = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


# What search engines read is data, which no browser runs.
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*(?:src|application/ld\+json))|javascript:"
)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_web_01_it_has_nothing_inline(path: Path) -> None:
    assert not INLINE.search(path.read_text())


def test_web_01_it_has_nothing_inline_in_any_package() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("platform", "modules", "tenants")
        for path in (ROOT / folder).rglob("templates/**/*.html")
        if INLINE.search(path.read_text())
    ]
    # A mail's program knows no style sheet.
    assert [path for path in found if "/mails/" not in path] == KEPT_AS_FILES


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_it_draws_an_error_page_that_needs_nothing(name: str) -> None:
    drawn = render_to_string(f"{name}.html")
    assert "<h1>" in drawn
    assert "assets/platform" in drawn


def test_it_ties_help_and_errors_to_their_field() -> None:
    drawn = str(Shoot({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_helptext"' in drawn
    assert 'id="id_title_error"' in drawn
    assert "<legend>Style</legend>" in drawn
