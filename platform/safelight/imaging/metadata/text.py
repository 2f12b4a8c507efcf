"""Words from a file, made harmless before anyone stores or shows them."""

from __future__ import annotations

import itertools
import unicodedata

#: Characters kept of each kind of field.
LINE, PARAGRAPH, KEYWORD = 256, 8_000, 100
KEYWORDS = 500

# Marks that turn the direction of text around, and signs nobody can see.
_UNSEEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0xFEFF}
_MARKS_IN_A_ROW = 8


def clean(words: str, limit: int = LINE) -> str:
    """Valid, composed, without NUL, controls, direction marks or towers of accents; cut to size.

    Line ends survive in paragraphs only.
    """
    # Cut before the slow part too: nothing beyond a few times the limit can matter.
    words = unicodedata.normalize("NFC", words[: 4 * limit].replace("\r\n", "\n"))
    kept = "".join(_kept(words, paragraphs=limit >= PARAGRAPH))
    return kept.strip()[:limit].rstrip()


def _kept(words: str, *, paragraphs: bool) -> list[str]:
    kept: list[str] = []
    marks = 0
    for letter in words:
        category = unicodedata.category(letter)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if letter in "\n\r\t\u2028\u2029":
            kept.append("\n" if paragraphs and letter != "\t" else " ")
        elif category in {"Cc", "Cs"} or ord(letter) in _UNSEEN or marks > _MARKS_IN_A_ROW:
            continue
        else:
            kept.append(letter)
    return kept


def keywords(words: list[str]) -> tuple[str, ...]:
    """Cleaned, without empty or repeated ones, in their order."""
    cleaned = (clean(word, KEYWORD) for word in words)
    return tuple(itertools.islice(dict.fromkeys(filter(None, cleaned)), KEYWORDS))


def decoded(raw: bytes) -> str:
    """Bytes without a declared encoding: UTF-8 if they are, else Latin-1 of Windows."""
    raw = raw.split(b"\x00", 1)[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
