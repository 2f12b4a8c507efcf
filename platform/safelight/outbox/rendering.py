"""A mail's subject, text and HTML: from words that a studio may replace, or from templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import get_urlconf, set_urlconf
from django.utils import translation
from django.utils.safestring import mark_safe

from safelight.outbox import links, unsubscribing, words
from safelight.outbox.brand import Brand
from safelight.outbox.kinds import Block, Form, Mail, Value
from tenants.models import Studio


class UnsafeHeader(ValueError):  # noqa: N818 - reads as the reason
    """A line break in a header would let its writer add headers of their own."""


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A subject and a text in the language of ``outbox.words``, and the language they speak."""

    subject: str
    text: str
    language: str


def render(
    mail: Mail, context: Mapping[str, object], *, studio: Studio, brand: Brand, language: str
) -> Rendered:
    """Render ``mails/<name>.subject.txt``, ``.txt`` and ``.html`` in ``language``."""
    everything = {**context, **_frame(mail, studio, brand, language)}
    with _speaking(language):
        return Rendered(
            subject=one_line(_render(f"mails/{mail.name}.subject.txt", everything).strip()),
            text=_render(f"mails/{mail.name}.txt", everything).strip() + "\n",
            html=_render(f"mails/{mail.name}.html", everything, autoescape=True),
        )


def render_words(
    mail: Mail, wording: Wording, context: Mapping[str, Any], *, studio: Studio, brand: Brand,
    to: str = "",
) -> Rendered:  # fmt: skip
    """Fill words with what the context says, both parts from the same words."""
    with _speaking(wording.language):
        with_site = {**context, "site": _base(mail, studio), "brand": brand}
        values = mail.fill(with_site)
        return _written(mail, wording, values, studio=studio, brand=brand, to=to)


def render_example(mail: Mail, wording: Wording, *, studio: Studio, brand: Brand) -> Rendered:
    """Fill words with the examples of the declaration."""
    with _speaking(wording.language):
        values: dict[str, Value] = {each.name: _example(each) for each in mail.variables}
        to = "robin@example.org"
        return _written(mail, wording, values, studio=studio, brand=brand, to=to)


def one_line(value: str) -> str:
    """``value`` unchanged; raises ``UnsafeHeader`` where it has a line break or a NUL."""
    if any(character in value for character in "\r\n\0\v\f\x85\u2028\u2029"):
        raise UnsafeHeader(repr(value))
    return value


def block(template: str, context: Mapping[str, Any]) -> Block:
    """Lines of ``mails/<template>.txt`` and ``.html``, for a variable of the form *block*."""
    everything = dict(context)
    text = _render(f"mails/{template}.txt", everything).strip("\n")
    html = _render(f"mails/{template}.html", everything, autoescape=True) if text.strip() else ""
    return Block(text=text, html=mark_safe(html))  # noqa: S308 - made by an escaping template


def _written(  # noqa: PLR0913 - each is a part of a mail
    mail: Mail, wording: Wording, values: dict[str, Value], *, studio: Studio, brand: Brand, to: str
) -> Rendered:
    base = _base(mail, studio)
    values["studio"] = brand.name
    for each in mail.variables:
        value = values[each.name]
        if each.form is Form.LINK and value:
            values[each.name] = links.absolute(base, str(value))
    found = words.parts(wording.text, values)
    subject = one_line(words.subject(wording.subject, values).strip())
    everything = {
        "parts": found,
        "subject": subject,
        **_frame(mail, studio, brand, wording.language),
    }
    everything["body"] = words.as_text(found)
    if mail.unsubscribe:
        everything["unsubscribe_url"] = unsubscribing.url(studio, email=to, what=mail.unsubscribe)
    return Rendered(
        subject=subject,
        text=_render("mails/words.txt", everything).strip() + "\n",
        html=_render("mails/words.html", everything, autoescape=True),
    )


def _example(variable: Any) -> Value:
    example = str(variable.example)
    if variable.form is not Form.BLOCK:
        return example
    rows = example.strip().split("\n")
    html = _render("mails/example_block.html", {"rows": rows}, autoescape=True)
    return Block(text="\n".join(f"* {row}" for row in rows), html=mark_safe(html))  # noqa: S308


def _frame(mail: Mail, studio: Studio, brand: Brand, language: str) -> dict[str, object]:
    return {"brand": brand, "site": _base(mail, studio), "language": language}


def _base(mail: Mail, studio: Studio) -> str:
    """What links begin with: the team works at the address, which no lost domain takes along."""
    return links.workspace(studio) if mail.to == "team" else links.site(studio)


def _render(name: str, context: dict[str, Any], *, autoescape: bool = False) -> str:
    # The engine's own switch is for HTML; words in a plain text are not to be escaped.
    backend: Any = get_template(name)
    return str(backend.template.render(Context(context, autoescape=autoescape)))


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Mails name studio pages, also when the console or a worker posts them."""
    before = get_urlconf()
    set_urlconf(settings.ROOT_URLCONF)
    try:
        with translation.override(language):
            yield
    finally:
        set_urlconf(before)
