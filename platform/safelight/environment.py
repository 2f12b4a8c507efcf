"""Typed readers of environment variables.

Each reader takes the variable's name and returns a value of its type, or raises
``ConfigurationError`` whose sentence names the variable and says what it should be.
"""

from __future__ import annotations

import ipaddress
import json
import os
import secrets
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


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


def port(name: str, default: int) -> int:
    return integer(name, default, lowest=1, highest=65535)


def server(name: str) -> tuple[str, int] | None:
    """An IP address, with a port after a colon where it is not 53; None where nothing is said."""
    raw = os.environ.get(name, "")
    if not raw:
        return None
    host, _colon, after = raw.rpartition(":") if raw.count(":") == 1 else (raw, "", "53")
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        address = ""
    if not address or not after.isdecimal() or not 1 <= int(after) <= 65535:
        raise ConfigurationError(f"{name} is {raw!r}; {_like('127.0.0.1:5353')}")
    return address, int(after)


def flag(name: str, default: bool) -> bool:
    raw = os.environ.get(name, "")
    if not raw:
        return default
    if raw not in {"true", "false"}:
        raise ConfigurationError(f"{name} is {raw!r}; it should be true or false.")
    return raw == "true"


def choice(name: str, default: str, choices: Collection[str]) -> str:
    raw = os.environ.get(name) or default
    if raw not in choices:
        raise ConfigurationError(f"{name} is {raw!r}; it should be {' or '.join(choices)}.")
    return raw


def url(name: str, default: str, *, schemes: Collection[str], example: str) -> SplitResult:
    """An address whose scheme is one of ``schemes``. Its value is never put in the sentence:
    such addresses hold passwords."""
    raw = os.environ.get(name) or default
    try:
        parts = urlsplit(raw)
        _ = parts.port
    except ValueError as error:
        raise ConfigurationError(f"{name} cannot be read ({error}); {_like(example)}") from None
    if parts.scheme not in schemes:
        begins = f"begins with {parts.scheme + ':'!r}" if parts.scheme else "has no scheme"
        raise ConfigurationError(f"{name} {begins}; {_like(example)}")
    return parts


def secret(name: str, *, shortest: int) -> str:
    """A random text from the environment, at least ``shortest`` characters long."""
    value = os.environ.get(name, "")
    if len(value) < shortest:
        found = f"has {len(value)} characters" if value else "is empty"
        raise ConfigurationError(
            f"{name} {found}; it should be a random text of at least {shortest} characters."
        )
    return value


def kept_secrets(file: Path) -> dict[str, str]:
    """The secrets of an embedded platform: made once, kept in a file for its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "SIGNING_KEY")}
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        try:
            # Linking fails where another process was first; then its secrets are the ones.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return dict(json.loads(file.read_text()))


def _like(example: str) -> str:
    return f"it should be like {example}."
