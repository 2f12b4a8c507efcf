"""The words of mails: paragraphs with ``{variables}``, and buttons. No program, nothing to run.

A paragraph ends with an empty line. ``[See your order]({order_link})`` alone in one is a button, a
variable of the form *block* stands alone in one. A line whose variables are all empty is left out,
and so is a paragraph of which no line is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from safelight.kernel.errors import Refusal
from safelight.outbox.kinds import Block, Form, Mail, Value

LONGEST_SUBJECT, LONGEST_TEXT = 200, 8000
_VARIABLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_BUTTON = re.compile(r"\[([^\[\]\n]+)\]\(\{([A-Za-z_][A-Za-z0-9_]*)\}\)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


class MailWordsRefused(Refusal):
    """``fields`` says what is wrong in the subject and in the text, with the line."""

    code = "mail_words_wrong"
    status = 422


@dataclass(frozen=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True)
class Lines:
    """A paragraph."""

    text: str
    html: SafeString
    is_paragraph: bool = True


Part = Lines | Button | Block


def check(mail: Mail, *, subject: str, text: str) -> None:
    """Raises ``MailWordsRefused`` with a sentence for each thing that nobody could send."""
    wrong = {
        "subject": list(_of_subject(mail, subject)),
        "text": [*_of_text(mail, text), *_missing(mail, text)],
    }
    if any(wrong.values()):
        raise MailWordsRefused(
            _("Please look at the words once more."),
            fields={name: found for name, found in wrong.items() if found},
        )


def subject(words: str, values: Mapping[str, Value]) -> str:
    """The subject filled in; values are never read for variables again."""
    return _VARIABLE.sub(lambda found: str(values[found[1]]), words)


def parts(text: str, values: Mapping[str, Value]) -> list[Part]:
    """The paragraphs of checked words, filled in. Links are absolute addresses by now."""
    found = [_part(paragraph, values) for paragraph in _paragraphs(text)]
    return [part for part in found if part is not None]


def as_text(found: list[Part]) -> str:
    """The plain part of a mail."""
    return "\n\n".join(_plain(part) for part in found)


def _plain(part: Part) -> str:
    if isinstance(part, Button):
        return f"{part.label.rstrip(': ')}{pgettext('after a label', ':')}\n{part.url}"
    return part.text.strip("\n")


def _paragraphs(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").strip()
    return _PARAGRAPHS.split(text) if text else []


def _part(paragraph: str, values: Mapping[str, Value]) -> Part | None:
    if button := _BUTTON.fullmatch(paragraph.strip()):
        url = str(values[button[2]])
        return Button(_fill(button[1], values), url) if url else None
    if alone := _VARIABLE.fullmatch(paragraph.strip()):
        value = values[alone[1]]
        if isinstance(value, Block):
            return value if value.text.strip() else None
    kept = [line.rstrip() for line in paragraph.split("\n") if not _is_empty(line, values)]
    if not kept:
        return None
    html = mark_safe("<br>".join(_html(line, values) for line in kept))  # noqa: S308 - escaped
    return Lines(text="\n".join(_fill(line, values) for line in kept), html=html)


def _is_empty(line: str, values: Mapping[str, Value]) -> bool:
    names = _VARIABLE.findall(line)
    return bool(names) and not any(values[name] for name in names)


def _fill(line: str, values: Mapping[str, Value]) -> str:
    return _VARIABLE.sub(lambda found: str(values[found[1]]), line)


def _html(line: str, values: Mapping[str, Value]) -> str:
    pieces, end = [], 0
    for found in _VARIABLE.finditer(line):
        pieces += [escape(line[end : found.start()]), _shown(str(values[found[1]]))]
        end = found.end()
    return "".join([*pieces, escape(line[end:])])


def _shown(value: str) -> str:
    if value.startswith(("http://", "https://")) and not re.search(r"\s", value):
        style = "color:inherit; word-break:break-all;"
        return format_html('<a href="{0}" style="{1}">{0}</a>', value, style)
    return escape(value).replace("\n", "<br>")


def _of_subject(mail: Mail, words: str) -> Iterator[str]:
    if not words.strip():
        yield _("Write a subject.")
    if len(words) > LONGEST_SUBJECT:
        yield _("At most %(most)d characters.") % {"most": LONGEST_SUBJECT}
    if any(character in words for character in "\r\n\0\v\f\x85\u2028\u2029"):
        yield _("A subject is one line.")
    for name in _VARIABLE.findall(words):
        if name not in mail.known:
            yield _("{%(name)s} is not known to this mail.") % {"name": name}
        elif mail.known[name].form is not Form.TEXT:
            yield _("{%(name)s} does not fit into a subject.") % {"name": name}
    if _has_loose_brackets(words):
        yield _("A variable begins with { and ends with }.")


def _of_text(mail: Mail, text: str) -> Iterator[str]:
    if not text.strip():
        yield _("Write a text.")
    if len(text) > LONGEST_TEXT:
        yield _("At most %(most)d characters.") % {"most": LONGEST_TEXT}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        for sentence in _of_line(mail, line):
            yield _("Line %(number)d: %(sentence)s") % {"number": number, "sentence": sentence}
    blocks = {name for name, each in mail.known.items() if each.form is Form.BLOCK}
    for paragraph in _paragraphs(text):
        for name in blocks & set(_VARIABLE.findall(paragraph)):
            if paragraph.strip() != f"{{{name}}}":
                yield _("{%(name)s} needs a paragraph of its own.") % {"name": name}


def _of_line(mail: Mail, line: str) -> Iterator[str]:
    for name in _VARIABLE.findall(line):
        if name not in mail.known:
            yield _("{%(name)s} is not known to this mail.") % {"name": name}
    if _has_loose_brackets(line):
        yield _("A variable begins with { and ends with }.")
    for _label, name in _BUTTON.findall(line):
        if name in mail.known and mail.known[name].form is not Form.LINK:
            yield _("A button leads to a link; {%(name)s} is none.") % {"name": name}
    if "](" in line and not _BUTTON.fullmatch(line.strip()):
        yield _("A button looks like [Words]({link}), in a paragraph of its own.")


def _missing(mail: Mail, text: str) -> Iterator[str]:
    there = set(_VARIABLE.findall(text))
    for each in mail.variables:
        if each.required and each.name not in there:
            yield _("{%(name)s} is missing: %(title)s") % {
                "name": each.name, "title": each.title
            }  # fmt: skip


def _has_loose_brackets(line: str) -> bool:
    rest = _VARIABLE.sub("", line)
    return "{" in rest or "}" in rest
