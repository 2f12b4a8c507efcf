"""Which messages the sources hold, by the area of the project that holds them.

Python is read by Babel's extractor. Templates are first turned by Django into something that it
can read; no GNU gettext is needed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from safelight.configuration import ROOT

# Where words may stand, and nowhere else: tests and benches speak to developers.
SOURCES = ("platform/safelight", "modules", "tenants")
COMMON = "common"
MARKS: dict[str, Any] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """What a catalogue knows a message by; ``plural`` is empty where there is none."""

    message: str
    plural: str = ""
    context: str = ""


@dataclass
class Found:
    """Where a message stands; paths from the checkout's root, without line numbers."""

    paths: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def area(self) -> str:
        """The package that alone has it, or ``common``."""
        areas = {area_of(path) for path in self.paths}
        return areas.pop() if len(areas) == 1 else COMMON


def area_of(path: str) -> str:
    """``gallery`` of ``modules/gallery/…``, ``accounts`` of ``platform/safelight/accounts/…``."""
    parts = Path(path).parts
    depth = 2 if parts[0] == "platform" else 1
    inside = len(parts) > depth + 1
    return parts[depth] if inside else parts[0].replace("platform", COMMON)


def messages() -> dict[Key, Found]:
    """Every message of the project."""
    found: dict[Key, Found] = {}
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for key, comments in _of(path):
            here = found.setdefault(key, Found())
            here.paths.add(name)
            here.comments += [each for each in comments if each not in here.comments]
    return found


def sources() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not _is_left_out(path):
                yield path


def _is_left_out(path: Path) -> bool:
    parts = set(path.parts)
    if path.suffix == ".py":
        return bool(parts & {"migrations", "__pycache__"})
    return "templates" not in parts


def _of(path: Path) -> Iterator[tuple[Key, list[str]]]:
    text = path.read_text()
    called = {name: name for name in MARKS} | {"_": "gettext"}
    if path.suffix == ".py":
        if "gettext" not in text:
            return  # Half of the files: they need not be parsed.
        called = aliases(text)
    else:
        # What is no message is blanked out there; what is left of its indentation is no Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    marks = dict.fromkeys(called)
    given: Any = extract_python(BytesIO(text.encode()), marks, ["Translators:"], {})
    for _line, function, said, comments in given:
        key = _key(called[function], said)
        if key is not None:
            yield key, [re.sub(r"^Translators:\s*", "", each) for each in comments]


def aliases(source: str) -> dict[str, str]:
    """What a Python file calls the functions that mark words: ``_`` is ``gettext`` there."""
    tree = ast.parse(source)
    found = {name: name for name in MARKS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            taken = [name for name in node.names if name.name in MARKS]
            found |= {name.asname or name.name: name.name for name in taken}
    for node in tree.body:  # Such as "_L = gettext_lazy".
        match node:
            case ast.Assign(targets=[ast.Name(id=alias)], value=ast.Name(id=name)) if name in found:
                found[alias] = found[name]
    return found


def _key(function: str, said: Any) -> Key | None:
    words = said if isinstance(said, tuple) else (said,)
    spec = MARKS[function] or (1,)
    context = ""
    taken = []
    for place in spec:
        number = place[0] if isinstance(place, tuple) else place
        word = words[number - 1] if number <= len(words) else None
        if word is None:
            return None  # A name, not words: they are marked where they are written.
        if isinstance(place, tuple):
            context = word
        else:
            taken.append(word)
    return Key(taken[0], taken[1] if len(taken) > 1 else "", context) if taken[0] else None
