"""Conditional and partial requests (RFC 9110, sections 13 and 14) for bodies of known length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import formatdate

_RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
_UNIT = re.compile(r"bytes[ \t]*=", re.IGNORECASE)


class Unsatisfiable(Exception):
    """No byte of the body is in the range, or more than one range was asked for: 416."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one body from another: a strong ETag with its quotes, and a time if known."""

    etag: str
    modified_at: int | None = None

    @property
    def last_modified(self) -> str:
        return formatdate(self.modified_at, usegmt=True) if self.modified_at is not None else ""


def is_unchanged(headers: dict[bytes, bytes], validators: Validators) -> bool:
    """Whether the client's copy is still right: 304."""
    tags = headers.get(b"if-none-match")
    if tags is not None:
        listed = [tag.strip().removeprefix("W/") for tag in tags.decode("latin-1").split(",")]
        return "*" in listed or validators.etag in listed
    since = headers.get(b"if-modified-since", b"").decode("latin-1")
    return bool(since) and since == validators.last_modified


def choose(headers: dict[bytes, bytes], validators: Validators, length: int) -> range | None:
    """The bytes to send, or ``None`` for all of them. Raises ``Unsatisfiable``.

    Several ranges are refused: they would let a small request cost much, and no program that
    resumes a download asks for them.
    """
    raw = headers.get(b"range")
    if raw is None or not _holds(headers.get(b"if-range"), validators):
        return None
    text = raw.decode("latin-1")
    match = _RANGE.fullmatch(text)
    if match is None:
        if _UNIT.match(text) and "," in text:
            raise Unsatisfiable("Only one range at a time")
        return None
    return _resolved(match[1], match[2], length)


def _resolved(first: str, last: str, length: int) -> range | None:
    if not first and not last:
        return None
    if not first:
        start, stop = max(length - int(last), 0), length
    else:
        start, stop = int(first), min(int(last) + 1, length) if last else length
        if last and int(last) < start:
            return None
    if start >= stop:
        raise Unsatisfiable("The range begins after the end")
    return range(start, stop)


def _holds(condition: bytes | None, validators: Validators) -> bool:
    """Whether ``If-Range`` names exactly this body; a weak tag never does."""
    if condition is None:
        return True
    text = condition.decode("latin-1").strip()
    return text == validators.etag or (bool(text) and text == validators.last_modified)
