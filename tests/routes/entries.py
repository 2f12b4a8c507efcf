"""A row of the permission table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    who: str
    objects: dict[str, str] = field(default_factory=dict)


def entry(who: str, **objects: str) -> Entry:
    return Entry(who, objects)
