"""What of libraries waits for a person of the team, and the number beside *Libraries*."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.agency import selectors
from modules.gallery import facade as gallery
from safelight.site.cards import Card


def badge(request: HttpRequest) -> int:
    """How many files wait for this member's eyes; asked once a request."""
    if not hasattr(request, "_agency_waiting"):
        seen = gallery.viewer_of(request).sight
        request._agency_waiting = selectors.to_review(seen)  # type: ignore[attr-defined]
    return cast(int, request._agency_waiting)  # type: ignore[attr-defined]


def needs_you(request: HttpRequest) -> list[Card]:
    """Files to look at, and one's own that somebody has declined."""
    return _to_review(request) + _declined(request)


def _to_review(request: HttpRequest) -> list[Card]:
    count = badge(request)
    if not count:
        return []
    said = ngettext("%(count)d file waits for review", "%(count)d files wait for review", count)
    url, text = reverse("agency_workspace:review"), _("Clients see them when you have approved.")
    return [Card(title=said % {"count": count}, text=text, url=url, count=count, icon="eye")]


def _declined(request: HttpRequest) -> list[Card]:
    person_id, seen = cast(int, request.user.pk), gallery.viewer_of(request).sight
    return [
        Card(
            title=ngettext(
                "%(count)d of your files was declined", "%(count)d of your files were declined",
                count,
            )
            % {"count": count},
            text=library.name,
            url=f"{reverse('agency_workspace:library', args=[library.public_id])}?show=declined",
            count=count,
            icon="circle-alert",
        )
        for library, count in selectors.declined(seen, person_id)
    ]  # fmt: skip
