"""Whether a translation can stand in for what it translates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from safelight.words.catalogues import Words
from safelight.words.extracting import Key

_PERCENT = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]")
_BARE = re.compile(r"%(?![(%\s])[#0\- +]*\d*(?:\.\d+)?[sdfr]")
_BRACE = re.compile(r"\{(\w*)[^{}]*\}")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)[^<>]*>")


def problems(messages: Mapping[Key, object], words: Mapping[Key, Words]) -> Iterator[str]:
    """A sentence for each message that has no words, or words that would break its page."""
    for key in messages:
        said = words.get(key, ())
        if not said or not all(each.strip() for each in said):
            yield f"has no words: {key.message!r}"
            continue
        for wrong in sorted({wrong for each in said for wrong in _unlike(key, each)}):
            yield f"{wrong}: {key.message!r} → {said!r}"


def _unlike(key: Key, said: str) -> Iterator[str]:
    """How ``said`` differs from its source in what a program reads."""
    sources = [source for source in (key.message, key.plural) if source]
    if not any(_names(said) == _names(source) for source in sources):
        # A singular may say "one" in place of the number.
        allowed = set().union(*(_names(source) for source in sources))
        if not key.plural or not _names(said) <= allowed:
            yield "names other values"
    if not any(_tags(said) == _tags(source) for source in sources):
        yield "has other tags"
    if any(said.startswith(end) != key.message.startswith(end) for end in (" ", "\n")) or any(
        said.endswith(end) != key.message.endswith(end) for end in (" ", "\n")
    ):
        yield "begins or ends otherwise"


def _names(text: str) -> set[str]:
    return {*_PERCENT.findall(text), *_BARE.findall(text), *_BRACE.findall(text)}


def _tags(text: str) -> list[str]:
    return sorted(_TAG.findall(text))
