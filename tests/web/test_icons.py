"""Every icon that a template or a menu names is in the sprite."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "platform/safelight/web/static/safelight/icons.svg"


def test_it_has_every_icon_that_templates_name() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))
    folders = [ROOT / "platform", ROOT / "modules"]
    texts = [path.read_text() for folder in folders for path in folder.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'{% icon "([\w-]+)"', text)}
    named |= {name for text in texts for name in re.findall(r'with icon="([\w-]+)"', text)}
    assert named
    assert named - drawn == set()


def test_it_has_every_icon_that_code_names() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))
    files = [path for folder in ("platform", "modules") for path in (ROOT / folder).rglob("*.py")]
    named = {n for path in files for n in re.findall(r'\bicon="([\w-]+)"', path.read_text())}
    assert named - drawn == set()
