"""A mail's HTML as a document of its own, which can do nothing but be looked at."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.html import escape

# Mails carry their styles with them; they run nothing, send nothing and frame nothing.
POLICY = (
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
# Whoever reads the log must not come in by a link that was for somebody else. A secret may be as
# short as a public id (a booking's), so only where ids are known to stand they stay.
_SECRET = re.compile(
    r"(https?://[^/\s\"<>]+/(?!studio/)(?:[^/\s\"<>?#]+/)*?)"
    r"(?<!/galleries/)(?<!/photos/)(?<!/orders/)(?<!/pictures/)"
    r"[^/\s\"<>?#]{20,}(?=[/\s\"<>?#]|$)"
)


def html(body: str) -> HttpResponse:
    """For a sandboxed frame of the same host."""
    return _framed(HttpResponse(body))


def text(body: str) -> HttpResponse:
    """The plain part, as a mail program without HTML would show it."""
    page = (
        '<!doctype html><meta charset="utf-8"><title>.</title>'
        '<pre style="white-space:pre-wrap; overflow-wrap:anywhere; margin:16px; '
        'font:14px/1.5 ui-monospace,monospace; color:#1f2328;">'
        f"{escape(body)}</pre>"
    )
    return _framed(HttpResponse(page))


def masked(body: str) -> str:
    """The body with the secret parts of links left out."""
    return _SECRET.sub(r"\1…", body)


def _framed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
    return response
