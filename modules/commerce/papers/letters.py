"""Which face prints which letters, and what is printed where none does (``docs/operations.md``).

Faces of scripts that need little room come along. Those of Chinese, Japanese and Korean are looked
for where systems keep fonts; without one, such letters are written in Latin ones, and the paper
says so. Nothing is printed as a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont, TTLibError

FONTS = Path(__file__).parent / "fonts"
FACES = {"": FONTS / "NotoSans-Regular.ttf", "B": FONTS / "NotoSans-SemiBold.ttf"}
SCRIPTS = tuple(FONTS / f"NotoSans{script}-Regular.ttf" for script in ("Arabic", "Hebrew", "Thai"))
# Large ones, by the names under which distributions ship them: Debian's fonts-droid-fallback has
# Chinese and Japanese, fonts-nanum Korean.
LARGE = ("DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "NanumGothic.ttf")
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# Devanagari, which the usual face has; its letters change their form by their neighbours.
_SHAPED = range(0x0900, 0x0980)
# They join letters, or keep them apart: marks of form that mean something.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Printed:
    """``faces`` are those that it needs beside the usual one; ``is_shaped``: letters change their
    form or run to the left; ``is_romanized``: something is written in Latin letters instead.
    """

    text: str
    faces: tuple[Path, ...] = ()
    is_shaped: bool = False
    is_romanized: bool = False


def printed(text: str) -> Printed:
    """Text as it can be printed: composed, without control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    clean = "".join(sign for sign in composed if _is_written(sign))
    is_shaped = any(ord(sign) in _SHAPED for sign in clean)
    if not is_shaped and all(map(_is_usual, clean)):
        return Printed("".join(sign for sign in clean if sign not in _JOINERS))
    parts: list[str] = []
    faces: dict[Path, None] = {}
    romanized = False
    for face, run in _runs(clean):
        if face is None:
            romanized = True
            parts.append(anyascii(run).strip() or "?")
            continue
        parts.append(run)
        faces |= {face: None} if face not in FACES.values() else {}
    return Printed(
        "".join(parts), tuple(faces), is_shaped or bool({*faces} & {*SCRIPTS}), romanized
    )


def _runs(text: str) -> Iterator[tuple[Path | None, str]]:
    """Neighbours that one face has; None for what none has."""
    for face, signs in groupby(text, key=_face_of):
        yield face, "".join(signs)


def _is_written(sign: str) -> bool:
    return sign == "\n" or sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf")


def _is_usual(sign: str) -> bool:
    return sign == "\n" or sign in _JOINERS or all(ord(sign) in signs(f) for f in FACES.values())


def _face_of(sign: str) -> Path | None:
    if _is_usual(sign):
        return FACES[""]
    return next((face for face in (*SCRIPTS, *large()) if ord(sign) in signs(face)), None)


@cache
def large() -> tuple[Path, ...]:
    """Those of ``LARGE`` that this system has, in that order."""
    there = {path.name: path for folder in FOLDERS for path in folder.rglob("*.ttf")}
    return tuple(there[name] for name in LARGE if name in there and signs(there[name]))


@cache
def signs(face: Path) -> frozenset[int]:
    """What a face has a glyph for; nothing where the file is no TrueType font."""
    try:
        with TTFont(face, lazy=True) as font:
            return frozenset(font.getBestCmap()) if "glyf" in font else frozenset()
    except (TTLibError, OSError):
        return frozenset()
