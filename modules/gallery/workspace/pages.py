"""What all pages of one gallery share: loading it, its head and tabs, saying what happened."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.gallery import hooks, permissions
from modules.gallery.access import Sight, seen, viewer_of
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.selectors import photo_in, reachable
from modules.gallery.services.sendings import SITE_PAGE
from safelight.accounts.models import Person
from safelight.domains import selectors as domains
from safelight.web.saying import saying as saying

Json = dict[str, Any]


def gallery_or_404(request: HttpRequest, public_id: str) -> Gallery:
    """The gallery, as far as this member may see it."""
    found = reachable(viewer_of(request), public_id)
    if found is None or found[0].only_keeps_files:
        raise Http404
    return found[0]


def photo_or_404(request: HttpRequest, gallery: Gallery, public_id: str) -> Photo:
    """A photo of the gallery, as far as this member may see it."""
    photo = photo_in(gallery, sight_of(request), public_id)
    if photo is None:
        raise Http404
    return photo


def sight_of(request: HttpRequest) -> Sight | None:
    """What limits this member."""
    return viewer_of(request).sight


def person(request: HttpRequest) -> Person:
    """The signed-in member's person; the workspace's door has seen to it."""
    return cast(Person, request.user)


def allowed(request: HttpRequest) -> frozenset[str]:
    return cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]


def head(request: HttpRequest, gallery: Gallery, tab: str) -> Json:
    """Title, crumbs, tabs, and what this member may do."""
    mine, above = allowed(request), known(gallery.ancestors(), sight_of(request))
    path = reverse(SITE_PAGE, args=[gallery.public_id])
    return {
        "gallery": gallery,
        "tabs": [*_tabs(gallery, tab, mine), *_more_tabs(request, gallery, mine)],
        "breadcrumbs": crumbs(gallery.parent, sight_of(request)),
        "link": domains.on_site(request, path),
        "photo_count": Placement.objects.filter(
            seen(sight_of(request), "photo"), gallery=gallery, photo__version__isnull=False
        ).count(),
        "draft_above": next((g for g in above if not g.is_published), None),
        "may_manage": permissions.MANAGE in mine,
        "may_upload": permissions.UPLOAD in mine,
        "may_authorize": permissions.AUTHORIZE in mine,
    }


def known(galleries: list[Gallery], sight: Sight | None) -> list[Gallery]:
    """Those of the galleries that are before a member with this sight."""
    if sight is None or sight.galleries is None:
        return galleries
    return [each for each in galleries if each.pk in sight.galleries]


def crumbs(above: Gallery | None, sight: Sight | None) -> list[Json]:
    """The way down to where we are, the list of all galleries first."""
    found = [{"title": _("Galleries"), "url": reverse("gallery_workspace:list")}]
    for each in reversed(known([above, *above.ancestors()] if above else [], sight)):
        url = f"{reverse('gallery_workspace:list')}?under={each.public_id}"
        found.append({"title": each.title, "url": url})
    return found


def _tabs(gallery: Gallery, current: str, mine: frozenset[str]) -> list[Json]:
    every = [
        ("photos", _("Photos"), permissions.VIEW),
        ("transfer", _("Photo transfer"), permissions.VIEW),
        ("settings", _("Settings"), permissions.MANAGE),
        ("authorizations", _("Authorizations"), permissions.AUTHORIZE),
        ("send", _("Send by e-mail"), permissions.AUTHORIZE),
        ("feedback", _("Feedback"), permissions.VIEW),
        ("activity", _("Activity"), permissions.VIEW),
    ]
    return [
        {
            "title": title,
            "url": reverse(f"gallery_workspace:{name}", args=[gallery.public_id]),
            "current": name == current,
            "count": None,
        }
        for name, title, permission in every
        if permission in mine
    ]


def modules_of(request: HttpRequest) -> frozenset[str]:
    return cast("frozenset[str]", request.modules)  # type: ignore[attr-defined]


def _more_tabs(request: HttpRequest, gallery: Gallery, mine: frozenset[str]) -> list[Json]:
    links = hooks.more_links(modules_of(request), "gallery_tabs", gallery=gallery, allowed=mine)
    return [
        {"title": link.title, "url": link.url, "current": link.url == request.path, "count": None}
        for link in links
    ]
