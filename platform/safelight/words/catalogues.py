"""The translations: ``locale/<language>/<area>.po``, one message in one file of each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from safelight.configuration import ROOT
from safelight.words.extracting import Found, Key

LOCALE = ROOT / "locale"
# The language that the sources are written in has no file.
LANGUAGES = ("de", "fr", "es", "pl")

Words = tuple[str, ...]


def read(language: str) -> dict[Key, Words]:
    """All translations of a language, whichever file they lie in: one form, or each plural's."""
    found: dict[Key, Words] = {}
    for path in files(language):
        for message in _messages(path, language):
            found[_key(message)] = _words(message)
    return found


def files(language: str) -> list[Path]:
    return sorted((LOCALE / language).glob("*.po"))


def update(language: str, messages: Mapping[Key, Found]) -> None:
    """Write the language's files anew: what is gone is left out, what is new has no words yet."""
    known = read(language)
    areas: dict[str, Catalog] = {}
    for key in sorted(messages, key=lambda key: (min(messages[key].paths), key.message)):
        found = messages[key]
        catalog = areas.setdefault(found.area, _empty(language))
        _add(catalog, key, found, known.get(key, ()))
    folder = LOCALE / language
    folder.mkdir(parents=True, exist_ok=True)
    for path in files(language):
        if path.stem not in areas:
            path.unlink()
    for area, catalog in areas.items():
        (folder / f"{area}.po").write_bytes(_written(catalog))


def compile_into(folder: Path) -> None:
    """``<folder>/<language>/LC_MESSAGES/django.mo`` of each language, for Django to read."""
    for language in LANGUAGES:
        if not files(language):
            continue
        whole = _empty(language)
        for key, words in read(language).items():
            if all(words) and words:
                _add(whole, key, Found(), words)
        target = folder / language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        made = BytesIO()
        write_mo(made, whole)
        # Servers that are starting read it: it is there whole or as it was before.
        draft = target.with_suffix(".new")
        draft.write_bytes(made.getvalue())
        draft.replace(target)


def forms(language: str) -> int:
    """How many forms of a count the language has in its catalogues."""
    return int(_empty(language).num_plurals)


def _empty(language: str) -> Catalog:
    catalog = Catalog(locale=language, fuzzy=False, charset="utf-8")
    catalog.header_comment = ""
    return catalog


def _add(catalog: Catalog, key: Key, found: Found, words: Words) -> None:
    blank = ("",) * catalog.num_plurals
    catalog.add(
        (key.message, key.plural) if key.plural else key.message,
        (words or blank) if key.plural else (words or blank)[0],
        locations=[(path, 0) for path in sorted(found.paths)],
        auto_comments=found.comments,
        context=key.context or None,
    )


def _written(catalog: Catalog) -> bytes:
    made = BytesIO()
    write_po(made, catalog, width=100, omit_header=True, include_lineno=False)
    # Without its head a catalogue has no plural rule; with the whole one each run would differ.
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {catalog.locale_identifier}\\n"\n"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return head.encode() + made.getvalue()


def _messages(path: Path, language: str) -> Iterator[Message]:
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    for message in catalog:
        # A fuzzy one was guessed by a tool: nobody has read it.
        if message.id and not message.fuzzy:
            yield message


def _key(message: Message) -> Key:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    return Key(ids[0], ids[1] if len(ids) > 1 else "", message.context or "")


def _words(message: Message) -> Words:
    said = message.string
    forms = said if isinstance(said, tuple | list) else (said,)
    return tuple(form or "" for form in forms)
