"""What a module says on the workspace's home page: something that waits for a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Card:
    """One line of *what needs you*. ``icon`` is a name of the sprite; ``count`` 0 shows none."""

    title: str
    text: str
    url: str
    count: int = 0
    icon: str = "bell"
