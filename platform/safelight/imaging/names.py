"""File names of deliveries from a template such as ``{{basename}}-{{width}}x{{height}}``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from .refusals import Refused, gettext_noop

#: Bytes of UTF-8 a stem may take: file systems allow 255, and an extension and " (2)" must fit.
MAX_BYTES = 200

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%&#{}$!\'`@+=;,~^]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_PARTS = {
    "year": "%Y",
    "month": "%m",
    "day": "%d",
    "hour": "%H",
    "min": "%M",
    "sec": "%S",
}
VARIABLES = (
    "basename",
    "seq",
    "width",
    "height",
    *(f"created.{part}" for part in _PARTS),
    *(f"updated.{part}" for part in _PARTS),
)


class UnknownVariable(Refused):
    """The template names something that does not exist."""

    code = "unknown_variable"
    message = gettext_noop("“%(name)s” is not one of the fields a file name can have.")


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a name can say. ``created_at``: capture time, or upload time when that is unknown."""

    basename: str
    seq: int
    width: int
    height: int
    created_at: datetime
    updated_at: datetime


def check(template: str, known: Collection[str] = VARIABLES) -> None:
    """Raise UnknownVariable for the first field that does not exist."""
    for name in _PLACE.findall(template):
        if name not in known:
            raise UnknownVariable(name=name)


def expand(template: str, facts: NameFacts) -> str:
    """The stem (no extension) of a delivered file: safe on every file system, never empty.

    Raises UnknownVariable.
    """
    values = values_of(facts)
    values["basename"] = re.sub(r"[^\w.()-]", "_", facts.basename)
    return safe(fill(template, values))


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each ``{{name}}`` replaced by its value. Raises UnknownVariable."""
    check(template, values.keys())
    return _PLACE.sub(lambda place: values[place.group(1)], template)


def values_of(facts: NameFacts) -> dict[str, str]:
    """Every variable and what it stands for."""
    values = {name: str(getattr(facts, name)) for name in ("basename", "seq", "width", "height")}
    for moment, at in (("created", facts.created_at), ("updated", facts.updated_at)):
        values |= {f"{moment}.{part}": at.strftime(_PARTS[part]) for part in _PARTS}
    return values


def safe(name: str) -> str:
    """A file name stem without anything a file system, shell or page could take amiss."""
    visible = "".join(
        " " if unicodedata.category(letter) == "Zs" else letter
        for letter in unicodedata.normalize("NFC", name)
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    stem = _UNSAFE.sub("_", visible).strip(" .")
    if stem.startswith("-"):
        stem = "_" + stem[1:]
    if _RESERVED.fullmatch(stem):
        stem = "_" + stem
    return stem.encode()[:MAX_BYTES].decode(errors="ignore").strip(" .") or "photo"
