"""`{% load web %}`: addresses of built files, icons, initials, money."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import NumberPattern
from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from safelight.web import assets, languages
from safelight.web.minor_units import exponent

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Address of a built entry: `{% asset "site.css" %}`."""
    return assets.url(name)


@register.simple_tag
def script(name: str) -> SafeString:
    """The script entry with preloads of what it imports: `{% script "gallery.ts" %}`."""
    preloads = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((url,) for url in assets.preloads(name))
    )
    return format_html('{}<script type="module" src="{}"></script>', preloads, assets.url(name))


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """One symbol of the sprite, hidden from screen readers: the text beside it says what it is."""
    return format_html(
        '<svg class="icon" width="{}" height="{}" aria-hidden="true">'
        '<use href="{}#{}"></use></svg>',
        size,
        size,
        static("safelight/icons.svg"),
        name,
    )


@register.inclusion_tag("components/languages.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """The languages to choose between; nothing where the host speaks one alone."""
    request = context.get("request")
    return {
        "languages": languages.offered_to(request) if request is not None else [],
        "spoken": get_language(),
        "request": request,
        # A page that is kept has a hole in its place.
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def initials(name: object) -> str:
    """Up to two letters for an avatar, from a name or an e-mail address."""
    words = str(name or "").partition("@")[0].replace(".", " ").replace("_", " ").split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
def money(amount: int, currency: str) -> str:
    """An amount in minor units as a person of the current language writes it."""
    places = exponent(currency)
    locale = to_locale(get_language() or "en")
    number = Decimal(amount).scaleb(-places)
    pattern = _pattern(locale, places)
    written: str = pattern.apply(number, locale, currency=currency, currency_digits=False)
    return written


@cache
def _pattern(locale: str, places: int) -> NumberPattern:
    """How a locale writes money, with the currency's decimals rather than the locale's habit."""
    pattern: NumberPattern = copy(Locale.parse(locale).currency_formats["standard"])
    pattern.frac_prec = (places, places)
    return pattern
