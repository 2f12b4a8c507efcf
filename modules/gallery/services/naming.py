"""File names as they come from cameras, programs and attackers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from modules.gallery.services.photos import name_key

LONGEST = 255
NAMELESS = "photo.jpg"
_LONGEST_ENDING = 16
# Control, format (direction marks, zero-width), surrogate and private-use characters; line and
# paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def cleaned(name: str) -> str:
    """The name without folders and without what cannot be seen, in NFC, else as it was typed."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    seen = unicodedata.normalize("NFC", seen).strip()
    if not seen.strip(". "):
        return NAMELESS
    return _joined(*split(seen))


def split(name: str) -> tuple[str, str]:
    """Stem and ending (with its dot, or empty)."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        return name, ""
    return stem, dot + ending


def stem_key(name: str) -> str:
    """What "the same name" means where a batch goes by stems: no case, no ending."""
    return name_key(split(name)[0])


def numbered(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name, or the first of its `` (2)``, `` (3)`` … that is not taken."""
    stem, ending = split(name)
    candidate, number = name, 1
    while is_taken(candidate):
        number += 1
        tail = f" ({number}){ending}"
        candidate = _joined(stem, tail)
    return candidate


def with_ending_of(name: str, other: str) -> str:
    """``name`` with the ending of ``other``: an ending says what a file is."""
    stem, ending = split(name)
    wanted = split(other)[1]
    if not wanted or wanted.casefold() == ending.casefold():
        return name
    return _joined(stem, wanted)


def _joined(stem: str, tail: str) -> str:
    """Both within the longest name; the key of a name can be longer than the name itself."""
    name = stem[: LONGEST - len(tail)] + tail
    while len(name_key(name)) > LONGEST:
        stem = stem[: len(name) - len(tail) - 1]
        name = stem + tail
    return name
