"""The list beside every page of settings: who may open which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.kernel import registry
from safelight.kernel.manifest import Manifest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OWNER = "owner"


@dataclass(frozen=True)
class Place:
    """One page; ``who`` is a permission, or ``owner`` for the studio's owners alone."""

    title: str | _StrPromise
    url_name: str
    who: str = "site.manage"


@dataclass(frozen=True)
class Group:
    title: str | _StrPromise
    places: tuple[Place, ...]


GROUPS = (
    Group(
        gettext_lazy("Studio"),
        (
            Place(gettext_lazy("Name and words"), "settings:home"),
            Place(gettext_lazy("Address"), "owners:address", OWNER),
            Place(gettext_lazy("Modules"), "owners:modules", OWNER),
            Place(gettext_lazy("Team security"), "people:team_security", OWNER),
            Place(gettext_lazy("Activity"), "settings:activity", OWNER),
            Place(gettext_lazy("Support access"), "support:door", OWNER),
        ),
    ),
    Group(
        gettext_lazy("Site"),
        (
            Place(gettext_lazy("Look"), "settings:look"),
            Place(gettext_lazy("Brands"), "settings:brands"),
            Place(gettext_lazy("Pages"), "settings:pages"),
            Place(gettext_lazy("Menu"), "settings:menu"),
            Place(gettext_lazy("Domains"), "domains:list"),
        ),
    ),
    Group(
        gettext_lazy("Mail"),
        (
            Place(gettext_lazy("Sender"), "mails:sender"),
            Place(gettext_lazy("Words of mails"), "mails:templates"),
            Place(gettext_lazy("Sent mail"), "mails:sent"),
            Place(gettext_lazy("Addresses without mail"), "mails:addresses"),
        ),
    ),
    Group(
        gettext_lazy("Privacy"),
        (Place(gettext_lazy("Consents"), "privacy_settings:consents"),),
    ),
    Group(
        gettext_lazy("Account"),
        (
            Place(gettext_lazy("Plan"), "billing:plan", OWNER),
            Place(gettext_lazy("Export"), "takeout:index", OWNER),
            Place(gettext_lazy("Closing"), "closing:page", OWNER),
        ),
    ),
)


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups that this member may open something of, each with its entries."""
    found: list[dict[str, Any]] = [
        {"title": str(group.title), "entries": [_entry(place) for place in places]}
        for group in GROUPS
        if (places := [place for place in group.places if _may(request, place.who)])
    ]
    modules = [_module(manifest) for manifest in with_settings(request)]
    if modules and _may(request, "site.manage"):
        found.append({"title": _("Modules"), "entries": modules})
    _mark_current([entry for group in found for entry in group["entries"]], request.path)
    return found


def with_settings(request: HttpRequest) -> list[Manifest]:
    """The studio's modules that have something to set."""
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    return [m for m in registry.manifests() if m.name in modules and m.settings]


def _may(request: HttpRequest, who: str) -> bool:
    if who == OWNER:
        return bool(request.member.role.is_owner)  # type: ignore[attr-defined]
    return who in request.allowed  # type: ignore[attr-defined]


def _entry(place: Place) -> dict[str, Any]:
    return {"title": str(place.title), "url": reverse(place.url_name)}


def _module(manifest: Manifest) -> dict[str, Any]:
    return {"title": str(manifest.title), "url": reverse("settings:module", args=[manifest.name])}


def _mark_current(lines: list[dict[str, Any]], path: str) -> None:
    """The longest address that begins where we are: pages have pages below them."""
    here = max((line["url"] for line in lines if path.startswith(line["url"])), key=len, default="")
    for line in lines:
        line["current"] = line["url"] == here
