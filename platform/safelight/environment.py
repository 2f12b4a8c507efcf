"""Typed readers of environment variables.

Each reader takes the variable's name and returns a value of its type, or raises
``ConfigurationError`` whose sentence names the variable and says what it should be.
"""

from __future__ import annotations

import os


class ConfigurationError(ValueError):
    """An environment variable has a value that cannot be used."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def integer(name: str, default: int, *, lowest: int = 0, highest: int = 2**31) -> int:
    raw = os.environ.get(name, "")
    if not raw:
        return default
    if not raw.isdecimal() or not lowest <= int(raw) <= highest:
        raise ConfigurationError(
            f"{name} is {raw!r}; it should be a whole number from {lowest} to {highest}."
        )
    return int(raw)


def flag(name: str, default: bool) -> bool:
    raw = os.environ.get(name, "")
    if not raw:
        return default
    if raw not in {"true", "false"}:
        raise ConfigurationError(f"{name} is {raw!r}; it should be true or false.")
    return raw == "true"
