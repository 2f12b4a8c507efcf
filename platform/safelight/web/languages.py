"""Which language a page speaks: what its reader chose, else what their browser asks for.

A choice is kept in a cookie of the host it was made on, and only where somebody makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

Handler = Callable[[HttpRequest], HttpResponse]

COOKIE = f"{settings.COOKIE_PREFIX}language"
ONE_YEAR = 365 * 24 * 3600
_SPOKEN = ("text/", "application/json")


class LanguageMiddleware:
    """The language of what is no studio's: the platform's pages, the console, unknown hosts.

    A studio's pages say it anew (``safelight.site.middleware``).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offer(request, known())
        spoken = of_visitor(request, known()) or settings.LANGUAGE_CODE
        with translation.override(spoken):
            return marked(self.get_response(request))


def known() -> tuple[str, ...]:
    """Codes of the languages whose catalogues are complete."""
    return tuple(code for code, _name in settings.LANGUAGES)


def offer(request: HttpRequest, offered: Sequence[str]) -> None:
    """What the switch at the foot of this request's page lists."""
    request.languages = tuple(offered)  # type: ignore[attr-defined]


def offered_to(request: HttpRequest) -> list[tuple[str, str]]:
    """The languages to switch between, each in its own name; none where there is one alone."""
    offered: Sequence[str] = getattr(request, "languages", ())
    pairs = [(code, name) for code, name in settings.LANGUAGES if code in offered]
    return pairs if len(pairs) > 1 else []


def of_visitor(request: HttpRequest, offered: Sequence[str]) -> str:
    """What was chosen in this browser, else what it asks for; "" where neither is offered."""
    return chosen(request, offered) or of_browser(request, offered)


def chosen(request: HttpRequest, offered: Sequence[str]) -> str:
    """What was chosen in this browser; "" where nothing was, or what is not offered here."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept in offered else ""


def of_browser(request: HttpRequest, offered: Sequence[str]) -> str:
    """The language of ``Accept-Language`` (RFC 9110, 12.5.4) that is wanted most and is offered."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted == "*":
            return ""
        # de-AT is German here: there is one German.
        if (found := wanted.partition("-")[0]) in offered:
            return found
    return ""


def remember(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Keep the choice in this browser."""
    response.set_cookie(
        COOKIE, language, max_age=ONE_YEAR,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def marked(response: HttpResponse) -> HttpResponse:
    """Tell whoever keeps answers what this one depends on. A picture speaks no language."""
    if response.get("Content-Type", "").startswith(_SPOKEN) and not _is_for_all(response):
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _is_for_all(response: HttpResponse) -> bool:
    """Stylesheets and their like, kept for long under an address of their own."""
    return "public" in response.get("Cache-Control", "")
