"""A mail's subject, text and HTML from its three templates."""

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

from safelight.outbox import links
from safelight.outbox.brand import Brand
from tenants.models import Studio


class UnsafeHeader(ValueError):  # noqa: N818 - reads as the reason
    """A line break in a header would let its writer add headers of their own."""


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(
    template: str, context: Mapping[str, object], *, studio: Studio, brand: Brand, language: str
) -> Rendered:
    """Render ``mails/<template>.subject.txt``, ``.txt`` and ``.html`` in ``language``."""
    everything = {**context, "brand": brand, "site": links.site(studio), "language": language}
    with translation.override(language), _studio_urls():
        return Rendered(
            subject=one_line(_render(f"mails/{template}.subject.txt", everything).strip()),
            text=_render(f"mails/{template}.txt", everything).strip() + "\n",
            html=_render(f"mails/{template}.html", everything, autoescape=True),
        )


def one_line(value: str) -> str:
    """``value`` unchanged; raises ``UnsafeHeader`` where it has a line break or a NUL."""
    if any(character in value for character in "\r\n\0\v\f\x85\u2028\u2029"):
        raise UnsafeHeader(repr(value))
    return value


def _render(name: str, context: dict[str, object], *, autoescape: bool = False) -> str:
    # The engine's own switch is for HTML; words in a plain text are not to be escaped.
    backend: Any = get_template(name)
    return str(backend.template.render(Context(context, autoescape=autoescape)))


@contextmanager
def _studio_urls() -> Iterator[None]:
    """Mails name studio pages, also when the console or a worker posts them."""
    before = get_urlconf()
    set_urlconf(settings.ROOT_URLCONF)
    try:
        yield
    finally:
        set_urlconf(before)
