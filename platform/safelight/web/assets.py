"""From the name of a script or style sheet to the address of its built file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


def url(name: str) -> str:
    """Address of an entry of `frontend/entries/`, such as `site.css`.

    Without a build (tests of pages) the address is stable and of the same form.
    """
    entry = manifest().get(f"entries/{name}")
    return f"{settings.STATIC_URL}{entry['file'] if entry else f'assets/{name}'}"


def preloads(name: str) -> list[str]:
    """Addresses of the chunks that a script entry imports at once, each named one time."""
    known = manifest()
    found: dict[str, None] = {}

    def walk(key: str) -> None:
        for child in known.get(key, {}).get("imports", []):
            if child in known and child not in found:
                found[child] = None
                walk(child)

    walk(f"entries/{name}")
    return [f"{settings.STATIC_URL}{known[key]['file']}" for key in found]


@cache
def manifest() -> dict[str, Any]:
    """Vite's manifest, read once a process; empty when nothing was built."""
    path = folder() / "manifest.json"
    if not path.is_file():
        return {}
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def folder() -> Path:
    """Where `npm run build` puts its files: `FRONTEND_DIR`, else `var/frontend` of the checkout."""
    default = Path(__file__).resolve().parents[3] / "var" / "frontend"
    return Path(getattr(settings, "FRONTEND_DIR", default))
