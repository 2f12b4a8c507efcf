"""File names that are safe to show, to send in a header and to unpack, on every system.

A name comes from a camera, a client or an attacker. What leaves here has no path, control or
direction character, is not reserved by Windows, and is at most 200 bytes of UTF-8 with its
extension kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

MOST_BYTES = 200
_FALLBACK = "file"
_LONGEST_EXTENSION = 16

# Control (Cc), format (Cf: direction marks, zero-width), surrogate, private-use characters
# go, and so do line and paragraph separators; the joiner that holds emoji together stays.
_BAD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = frozenset("\u200d")
_SEPARATORS = re.compile(r'[/\\:*?"<>|]')
_PLAIN = re.compile(r"[A-Za-z0-9_()][A-Za-z0-9 _().,+=@#-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.I)


def safe_name(name: str) -> str:
    """One name made safe, in NFC; ``file`` where nothing is left of it."""
    if not (_PLAIN.fullmatch(name) and name[-1] not in ". "):
        name = _cleaned(name)
    if _RESERVED.fullmatch(name.partition(".")[0].rstrip()):
        name = f"_{name}"
    return shortened(name, MOST_BYTES) if len(name) > MOST_BYTES // 4 else name


def _cleaned(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    name = "".join(
        each
        for each in name
        if each in _JOINERS or unicodedata.category(each) not in _BAD_CATEGORIES
    )
    # What stands before a separator was a folder of somebody's machine.
    parts = [part for part in re.split(r"[/\\]", name) if part.strip(" .")]
    # Leading dots hide a file, leading dashes are options to a program.
    name = _SEPARATORS.sub("_", parts[-1] if parts else "").rstrip(". ").lstrip(" .-")
    return name or _FALLBACK


def shortened(name: str, limit: int) -> str:
    """The name cut to ``limit`` bytes of UTF-8 between characters, with its extension."""
    if len(name.encode()) <= limit:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension.encode()) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = limit - len(f"{dot}{extension}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + extension


def safe_names(names: Iterable[str], *, sections: Iterable[str] | None = None) -> list[str]:
    """Safe names in the same order, no two of which any system takes for the same.

    Names that differ only in case or in Unicode form get `` (2)``, `` (3)`` … before the
    extension. ``sections``, one for each name, puts it into a folder (``""`` for none); a name can
    never make a folder by itself.
    """
    listed = list(names)
    folders = _folders(sections, len(listed))
    # A file must not have the name of a folder beside it.
    taken = {_folded(folder) for folder in folders}
    counters: dict[str, int] = {}
    result = []
    for folder, name in zip(folders, listed, strict=True):
        safe = safe_name(name)
        result.append(_free(f"{folder}/{safe}" if folder else safe, taken, counters))
    return result


class Paths:
    """Safe paths of folders and a name, no two of which any system takes for the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counters: dict[str, int] = {}

    def take(self, path: str) -> str:
        """The path with each part made safe, numbered where somebody has it, and taken."""
        return _free(safe_path(path), self._taken, self._counters)


def safe_path(path: str) -> str:
    """Each part between slashes made safe by itself."""
    return "/".join(safe_name(part) for part in path.split("/"))


def _folders(sections: Iterable[str] | None, count: int) -> list[str]:
    if sections is None:
        return [""] * count
    known: dict[str, str] = {"": ""}
    result = []
    for section in sections:
        if section not in known:
            known[section] = safe_name(section)
        result.append(known[section])
    return result


def _free(path: str, taken: set[str], counters: dict[str, int]) -> str:
    """The path, or the first numbered form of it, that nobody has; it is taken from then on."""
    wanted = _folded(path)
    if wanted not in taken:
        taken.add(wanted)
        return path
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, dot, extension = name, "", ""
    number = counters.get(wanted, 1)
    while True:
        number += 1
        tail = f" ({number}){dot}{extension}"
        room = MOST_BYTES - len(tail.encode())
        candidate = folder + slash + stem.encode()[:room].decode(errors="ignore") + tail
        if _folded(candidate) not in taken:
            break
    counters[wanted] = number
    taken.add(_folded(candidate))
    return candidate


def _folded(name: str) -> str:
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name.casefold())


def content_disposition(disposition: str, name: str) -> bytes:
    """The header's value (RFC 6266): a plain name for old programs, the true one by RFC 5987."""
    if not name:
        return disposition.encode()
    name = safe_name(name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 _().,+=@#&!~-]", "_", plain).strip(" ")
    if plain == name:
        return f'{disposition}; filename="{name}"'.encode()
    # A name without any letter of ASCII would leave only its extension.
    plain = f"{_FALLBACK}{plain}" if plain.startswith(".") or not plain else plain
    return f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}".encode()
