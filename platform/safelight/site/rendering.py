"""Blocks of a page as HTML, for whoever looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from safelight.site import blocks, blog
from safelight.site.block_forms import address
from safelight.site.block_pictures import Shown, pictures_of
from safelight.site.contact_form import ContactForm
from safelight.web import prose

_EMPTY_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Made:
    """A block and its HTML."""

    id: str
    kind: str
    html: SafeString


def render(
    request: HttpRequest, content: Iterable[Mapping[str, Any]], *, page_id: str,
    form: ContactForm | None = None,
) -> list[Made]:  # fmt: skip
    """Each block of ``content`` that can be shown; ``form`` is a contact form that was sent."""
    content = list(content)
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    shown = pictures_of(content)
    made = []
    for block in content:
        kind = blocks.kind_of(block["kind"], modules)
        if kind is not None:
            html = _render(request, kind, dict(block), shown, page_id, form)
            made.append(Made(block["id"], kind.name, html))
    return made


def _render(  # noqa: PLR0913 - one block, and what all blocks of a page share
    request: HttpRequest, kind: blocks.Kind, block: dict[str, Any], shown: Mapping[str, Shown],
    page_id: str, form: ContactForm | None,
) -> SafeString:  # fmt: skip
    if kind.of is not None:
        inside = kind.of.render(request, block)
        if not inside:
            return SafeString()
        return render_to_string("site/blocks/module.html", {"block": block, "inside": inside})
    context = {
        "block": block,
        "picture": shown.get(block.get("picture", "")),
        "prose": prose.render(block.get("text", "")),
        "items": _ITEMS.get(kind.name, _paragraphs)(block.get("text", "")),
        "page_id": page_id,
    }
    if kind.name == "posts":
        context["posts"] = blog.newest(int(block.get("count") or 3))
        if not context["posts"]:
            return SafeString()
    if kind.name == "contact":
        context["form"] = form or ContactForm()
    return render_to_string(kind.template, context, request)


def _paragraphs(text: str) -> list[list[str]]:
    """Paragraphs, each as its lines."""
    whole = text.replace("\r\n", "\n").strip()
    return [part.strip().split("\n") for part in _EMPTY_LINE.split(whole) if part.strip()]


def _voices(text: str) -> list[dict[str, str]]:
    return [
        {
            "words": "\n".join(lines[:-1] or lines),
            "name": lines[-1].lstrip("–— -") if lines[1:] else "",
        }
        for lines in _paragraphs(text)
    ]


def _prices(text: str) -> list[dict[str, str]]:
    return [
        {"name": lines[0], "price": "".join(lines[1:2]), "text": "\n".join(lines[2:])}
        for lines in _paragraphs(text)
    ]


def _questions(text: str) -> list[dict[str, Any]]:
    return [
        {"question": lines[0], "answer": prose.render("\n".join(lines[1:]))}
        for lines in _paragraphs(text)
    ]


def _buttons(text: str) -> list[dict[str, str]]:
    found = []
    for line in text.splitlines():
        words, _bar, url = (part.strip() for part in line.partition("|"))
        if words and is_address(url):
            found.append({"words": words, "url": url})
    return found


def is_address(url: str) -> bool:
    """Whether a link may lead there."""
    try:
        address(url)
    except ValidationError:
        return False
    return True


_ITEMS: dict[str, Any] = {
    "voices": _voices,
    "prices": _prices,
    "questions": _questions,
    "buttons": _buttons,
}
