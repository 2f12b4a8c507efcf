"""What a page of each kind begins with, in the studio's language."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from safelight.site import blocks
from safelight.site.models import Page, SiteSettings

Kind = Page.Kind
_SLUGS = {
    Kind.PORTFOLIO: "portfolio",
    Kind.ABOUT: "about",
    Kind.CONTACT: "contact",
    Kind.IMPRINT: "imprint",
    Kind.PRIVACY: "privacy",
    # "terms" is where the shop shows what was agreed with an order.
    Kind.TERMS: "our-terms",
}


def slug_of(kind: str) -> str:
    return _SLUGS.get(Kind(kind), "")


def title_of(kind: str, site: SiteSettings) -> str:
    with translation.override(site.language):
        return str(Kind(kind).label) if kind != Kind.HOME else _("Welcome")


def draft_of(kind: str, site: SiteSettings, modules: frozenset[str]) -> list[dict[str, Any]]:
    """The blocks of a new page; those of modules that are off are left out."""
    found = []
    with translation.override(site.language):
        for name, parts in _DRAFTS.get(Kind(kind), _text)(site):
            known = blocks.kind_of(name, modules)
            if known is not None:
                found.append({**blocks.new(known), **parts})
    return found


Draft = list[tuple[str, dict[str, str]]]


def _home(site: SiteSettings) -> Draft:
    return [
        ("cover", {"heading": site.name, "text": site.tagline}),
        ("gallery.galleries", {"heading": "", "choice": "all"}),
        ("bookings.types", {"heading": _("Book a session")}),
    ]


def _portfolio(site: SiteSettings) -> Draft:
    return [("gallery.galleries", {"heading": "", "choice": "all"})]


def _about(site: SiteSettings) -> Draft:
    words = _("Who you are, how you work, and what matters to you in a picture.")
    return [("beside", {"heading": site.name, "text": words})]


def _contact(site: SiteSettings) -> Draft:
    return [("contact", {"text": _("Write to us: we answer as soon as we can.")})]


def _imprint(site: SiteSettings) -> Draft:
    lines = [site.name, site.footer, site.contact_email]
    return [("text", {"text": "\n\n".join(line for line in lines if line)})]


def _text(site: SiteSettings) -> Draft:
    return [("text", {})]


_DRAFTS = {
    Kind.HOME: _home,
    Kind.PORTFOLIO: _portfolio,
    Kind.ABOUT: _about,
    Kind.CONTACT: _contact,
    Kind.IMPRINT: _imprint,
}
