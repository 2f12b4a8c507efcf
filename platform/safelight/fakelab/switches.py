"""How the fake lab misbehaves from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum


class News(StrEnum):
    """How callbacks travel."""

    ONCE = "once"
    TWICE = "twice"
    BACKWARDS = "backwards"
    NEVER = "never"


class Taking(StrEnum):
    """What becomes of the wish to cancel."""

    POSSIBLE = "possible"
    REFUSED = "refused"
    PARTLY = "partly"


class BadSwitch(ValueError):
    """No such switch, or no such position of it."""


@dataclass
class Switches:
    """``slow_seconds`` is how long an answer takes while ``slow`` is on.

    ``unavailable`` are SKUs, separated by spaces; ``percent`` is on top of all prices.
    """

    down: bool = False
    slow: bool = False
    lost_answers: bool = False
    bad_files: bool = False
    partial: bool = False
    hold: bool = False
    news: str = News.ONCE
    cancelling: str = Taking.POSSIBLE
    percent: int = 0
    unavailable: str = ""
    slow_seconds: int = 30

    def turn(self, wanted: Mapping[str, object]) -> None:
        """Raises ``BadSwitch``, and then turns none."""
        read = {name: _read(name, value) for name, value in wanted.items()}
        for name, value in read.items():
            setattr(self, name, value)

    def is_available(self, sku: str) -> bool:
        return sku.upper() not in self.unavailable.upper().split()

    @property
    def turned(self) -> list[str]:
        usual = Switches()
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(usual, f.name)]


_CHOICES: dict[str, type[StrEnum]] = {"news": News, "cancelling": Taking}


def _read(name: str, value: object) -> object:
    usual = getattr(Switches(), name, None)
    try:
        if usual is None:
            raise BadSwitch(name)
        if isinstance(usual, bool):
            return {"true": True, "on": True, "false": False, "": False}[str(value).lower()]
        if isinstance(usual, int):
            return int(str(value) or 0)
        return str(_CHOICES[name](str(value))) if name in _CHOICES else str(value)
    except (KeyError, ValueError) as problem:
        raise BadSwitch(f"{name} cannot be {value!r}") from problem
