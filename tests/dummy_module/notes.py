"""What the dummy did, in which studio, for tests to read."""

from __future__ import annotations

from tenants.context import current_studio

said: list[tuple[str, str]] = []


def note(word: str) -> None:
    said.append((str(current_studio().address), word))
