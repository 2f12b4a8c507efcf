"""What search engines and shared links are told of a page: only of what the whole world may see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.core import get_global
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from safelight.outbox import links
from safelight.site import brand, selectors
from safelight.site.models import SiteSettings

# What would end the element that holds it, or begin another one.
_HARMFUL = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Thing = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Seo:
    """``url`` and ``image`` are absolute, on the studio's host; ``things`` are of schema.org."""

    title: str
    url: str
    site_name: str
    description: str = ""
    image: str = ""
    things: tuple[Thing, ...] = ()
    # As Open Graph names languages, with a country: the one of the page, and the site's others.
    locale: str = ""
    other_locales: tuple[str, ...] = ()

    @property
    def data(self) -> SafeString:
        """The things as JSON-LD, for an element that no browser runs."""
        graph = {"@context": "https://schema.org", "@graph": list(self.things)}
        text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
        return mark_safe(text.translate(_HARMFUL))  # noqa: S308 - no sign of markup is left in it


def of(
    request: HttpRequest, *, title: str, description: str = "", image: str = "",
    path: str = "", things: Sequence[Thing] = (),
) -> Seo:  # fmt: skip
    """What is told of the page of this request; ``image`` is a path of the site."""
    base = selectors.base_url(request)
    site = selectors.worn_settings(request)
    return Seo(
        title=title,
        url=links.absolute(base, path or request.path),
        site_name=site.name,
        description=description,
        image=links.absolute(base, image) if image else "",
        things=tuple(things),
        locale=_locale(get_language() or "en"),
        other_locales=tuple(_locale(code) for code in site.offered if code != get_language()),
    )


def business(request: HttpRequest) -> Thing:
    """The studio, as its first page tells of it."""
    base, site = selectors.base_url(request), selectors.worn_settings(request)
    found: dict[str, Any] = {"@type": "LocalBusiness", "name": site.name, "url": f"{base}/"}
    if site.tagline:
        found["description"] = site.tagline
    if logo := _logo(site):
        found["logo"] = found["image"] = links.absolute(base, logo)
    return found


def post(request: HttpRequest, *, title: str, day: date, image: str) -> Thing:
    """A post of the blog; ``image`` is a path of the site, or empty."""
    base, site = selectors.base_url(request), selectors.worn_settings(request)
    found: dict[str, Any] = {
        "@type": "BlogPosting", "headline": title, "datePublished": day.isoformat(),
        "author": {"@type": "Organization", "name": site.name, "url": f"{base}/"},
    }  # fmt: skip
    return found | {"image": links.absolute(base, image)} if image else found


def breadcrumbs(request: HttpRequest, *steps: tuple[str, str]) -> Thing:
    """The way from the first page; ``steps`` are titles and paths."""
    base, site = selectors.base_url(request), selectors.worn_settings(request)
    way = [(site.name, "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": f"{base}{path}"}
            for place, (title, path) in enumerate(way, start=1)
        ],
    }


def _locale(language: str) -> str:
    """``de_DE``: the language in the country that most of its readers live in."""
    found = Locale.parse(get_global("likely_subtags")[language])
    return f"{language}_{found.territory}"


def _logo(site: SiteSettings) -> str:
    picture = site.logo or site.logo_dark
    return brand.address_of(picture, brand.MARK) if picture else ""
