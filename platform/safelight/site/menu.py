"""The site's menu, in the studio's own order: its pages, what modules add, and links elsewhere.

``SiteSettings.menu`` is a list of ``{"of", "title", "url", "shown"}``; ``of`` is ``page:<public
id>``, ``entry:<name of its address>`` or ``link``. What is not in it yet stands behind all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.kernel import navigation, registry
from safelight.kernel.manifest import NavItem
from safelight.site.models import BLOG, Page, SiteSettings
from tenants.keeping import kept

Kind = Page.Kind


@dataclass(frozen=True)
class Known:
    """A page that is published, as every page's menu and footer know it."""

    public_id: str
    kind: str
    path: str
    title: str


@dataclass(frozen=True)
class Line:
    """One line of the menu as the team arranges it."""

    of: str
    title: str
    usual: str
    url: str
    shown: bool


def published(request: HttpRequest) -> list[Known]:
    """The published pages; a process asks once for each change of the studio."""
    return [page for page in _published(request) if page.kind != Kind.POST]


def has_posts(request: HttpRequest) -> bool:
    """Whether the blog has anything to read."""
    return any(page.kind == Kind.POST for page in _published(request))


def _published(request: HttpRequest) -> list[Known]:
    """The pages, and one post for all."""
    return kept(request, "site.pages", _read)


def _read() -> list[Known]:
    live = Page.objects.filter(published_at__isnull=False)
    one = live.filter(kind=Kind.POST).order_by("pk").values("pk")[:1]
    return [
        Known(page.public_id, page.kind, page.path, page.shown["title"])
        for page in live.filter(~Q(kind=Kind.POST) | Q(pk__in=one))
    ]


def shown(request: HttpRequest, site: SiteSettings) -> list[navigation.Entry]:
    """The entries that visitors see: none where a brand is shown without the studio's menu."""
    if site.worn and not site.worn.shows_menu:
        return []
    return [
        navigation.Entry(line.title or line.usual, line.url, "", 0, line.url == request.path, "")
        for line in lines(request, site)
        if line.shown
    ]


def legal(request: HttpRequest) -> list[Known]:
    """What stands at the foot of every page."""
    pages = {page.kind: page for page in published(request)}
    return [pages[kind] for kind in Page.LEGAL if kind in pages]


def lines(request: HttpRequest, site: SiteSettings) -> list[Line]:
    """Every line there is, shown or hidden, in order."""
    usual = {line.of: line for line in (*_of_pages(request), *_of_modules(request))}
    found = []
    for stored in site.menu:
        line = usual.pop(stored["of"], None)
        if stored["of"] == "link":
            found.append(Line("link", stored["title"], "", stored["url"], stored["shown"]))
        elif line is not None:
            found.append(Line(line.of, stored["title"], line.usual, line.url, stored["shown"]))
    return [*found, *usual.values()]


def _of_pages(request: HttpRequest) -> Iterable[Line]:
    for page in published(request):
        if page.kind not in {Kind.HOME, *Page.LEGAL}:
            yield Line(f"page:{page.public_id}", "", page.title, page.path, shown=True)
    if has_posts(request):
        yield Line("entry:site:blog", "", _("Blog"), BLOG, shown=True)


def _of_modules(request: HttpRequest) -> Iterable[Line]:
    for item in items(request.modules):  # type: ignore[attr-defined]
        yield Line(
            f"entry:{item.url_name}", "", str(item.title), reverse(item.url_name), shown=True
        )


def items(modules: frozenset[str]) -> list[NavItem]:
    """Entries of the site that modules declare, for everybody."""
    found = [n for m in registry.manifests() if m.name in modules for n in m.navigation]
    site = [n for n in found if n.area == "site" and n.permission is None]
    return sorted(site, key=lambda item: item.order)
