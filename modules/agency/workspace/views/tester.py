"""The permission tester: a person, a thing, an act, and the answer with its row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from modules.agency.services import rights, tester
from modules.agency.services.tester import Act, Thing, Verdict
from modules.agency.words import ACTS
from modules.agency.workspace import pages
from modules.gallery import access
from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo
from safelight.accounts.doors import workspace
from safelight.accounts.models import Client, Member

MOST_FOUND = 12


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom the page asks about; without a member and a client: somebody with the link."""

    name: str
    member: Member | None = None
    client: Client | None = None


@workspace("team.manage")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """``who``: a member's person, ``client`` with ``email``, or empty for nobody in particular."""
    who, thing = _who(request), _thing(request)
    act = next((each for each in Act if each == request.GET.get("act")), Act.SEE)
    context: dict[str, Any] = {
        "tabs": pages.tabs(request),
        "members": Member.objects.select_related("person").order_by("person__name", "pk"),
        "acts": list(ACTS.items()),
        "act": act,
        "thing": thing,
        "found": _search(request) if thing is None else [],
        "query": request.GET.copy(),
        "unknown": who is None,
    }
    if who is not None and thing is not None:
        verdict = _ask(request, who, thing, act)
        context |= {
            "verdict": verdict,
            "sentence": tester.said(verdict, who=who.name, what=thing.name, act=str(ACTS[act])),
        }
    return render(request, "agency/workspace/tester.html", context)


def _ask(request: HttpRequest, who: Asked, thing: Thing, act: Act) -> Verdict:
    if who.member is not None:
        viewer = rights.viewer_of(who.member, pages.modules(request))
        return tester.of_member(member=who.member, viewer=viewer, thing=thing, act=act)
    viewer = Viewer()
    if who.client is not None:
        groups = frozenset(who.client.groups.values_list("pk", flat=True))
        viewer = replace(viewer, client_id=who.client.pk, group_ids=groups)
    return tester.of_client(client=who.client, viewer=viewer, thing=thing, act=act)


def _who(request: HttpRequest) -> Asked | None:
    """None where the address names nobody that we know."""
    asked = request.GET.get("who", "")
    if asked == "client":
        email = request.GET.get("email", "").replace("\0", "").strip().lower()
        client = Client.objects.select_related("person").filter(person__email=email).first()
        return Asked(name=str(client.person), client=client) if client else None
    if asked:
        rows = Member.objects.select_related("person", "role")
        member = rows.filter(person__public_id=asked).first()
        return Asked(name=str(member.person), member=member) if member else None
    return Asked(name=_("somebody who has the link"))


def _thing(request: HttpRequest) -> Thing | None:
    """What the address names, as far as whoever asks has it before them."""
    kind, _separator, public_id = request.GET.get("thing", "").partition(":")
    viewer = pages.viewer(request)
    if kind == "gallery":
        shown = access.galleries_seen(viewer).filter(public_id=public_id).first()
        return Thing(gallery=shown) if shown else None
    photo = _photos(viewer).filter(public_id=public_id).first() if kind == "photo" else None
    return Thing(photo=photo) if photo else None


def _photos(viewer: Viewer) -> Any:
    """Files of libraries, and what lies in galleries, as far as whoever asks sees them."""
    somewhere = Q(placements__in_home=True)
    somewhere |= Q(placements__gallery__in=access.galleries_seen(viewer))
    found = Photo.objects.filter(access.seen(viewer.sight), somewhere, version__isnull=False)
    return found.distinct()


def _search(request: HttpRequest) -> list[tuple[str, str, str]]:
    """(what names it, its name, what it is) of what has these words in its name."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    if not words:
        return []
    viewer = pages.viewer(request)
    galleries = access.galleries_seen(viewer).filter(title__icontains=words).order_by("title")
    photos = _photos(viewer).filter(name_key__contains=words.casefold()).order_by("name_key", "pk")
    found: list[Gallery | Photo] = [*galleries[:MOST_FOUND], *photos[:MOST_FOUND]]
    return [
        (f"gallery:{each.public_id}", each.title, _("Gallery"))
        if isinstance(each, Gallery)
        else (f"photo:{each.public_id}", each.name, _("File"))
        for each in found
    ]
