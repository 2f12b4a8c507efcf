"""Words with a little shape: a small Markdown, made into HTML that can do nothing.

Two walls: the reader of Markdown takes no HTML, and what it makes passes a list of what is needed.
"""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "html_block", "html_inline", "code", "fence", "backticks"]
)


def render(text: str) -> SafeString:
    """The HTML of ``text``; a page has one first heading, so ``#`` makes a second one."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + 1)}"
    made = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        made, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener"
    )
    return mark_safe(clean)  # noqa: S308 - nothing but the listed elements is left in it


def plain(text: str, most: int = 300) -> str:
    """The words alone, on one line of at most ``most`` characters."""
    words = " ".join(nh3.clean(_reader.render(text), tags=set()).split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
