"""The menus, made from the manifests of the studio's enabled modules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from safelight.kernel import registry
from safelight.kernel.manifest import Area, NavItem

Badge = Callable[[HttpRequest], int]

# What belongs to no module.
PLATFORM = (
    NavItem(area="workspace", title=_("Home"), url_name="workspace:home", order=0, icon="home"),
    NavItem(
        area="workspace", title=_("Clients"), url_name="people:clients", order=40,
        icon="people", permission="people.manage", shortcut="g c",
        covers=("/studio/privacy/",),
    ),
    NavItem(
        area="workspace", title=_("Team"), url_name="people:team", order=80,
        icon="team", permission="team.manage",
    ),
    NavItem(
        area="workspace", title=_("Settings"), url_name="settings:home", order=90,
        icon="settings", permission="site.manage",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One visible menu entry."""

    title: str
    url: str
    icon: str
    badge: int
    current: bool
    shortcut: str


def entries(request: HttpRequest, area: Area, allowed: frozenset[str]) -> list[Entry]:
    """The menu of ``area`` for a person with these permissions, in order."""
    modules: frozenset[str] = getattr(request, "modules", frozenset())
    items = list(PLATFORM) + [
        item for m in registry.manifests() if m.name in modules for item in m.navigation
    ]
    visible = [
        item
        for item in items
        if item.area == area and (item.permission is None or item.permission in allowed)
    ]
    visible.sort(key=lambda item: item.order)
    shown = [_entry(request, item) for item in visible]
    begins = {start: e.url for e, item in zip(shown, visible, strict=True) for start in item.covers}
    return _mark_current(shown, begins, request.path)


def _entry(request: HttpRequest, item: NavItem) -> Entry:
    badge = cast(Badge, import_string(item.badge))(request) if item.badge else 0
    url = reverse(item.url_name)
    return Entry(str(item.title), url, item.icon, badge, False, item.shortcut)


def _mark_current(shown: list[Entry], begins: dict[str, str], path: str) -> list[Entry]:
    begins = {e.url: e.url for e in shown} | begins
    # The longest matching address is where we are: "/studio/" begins every one of them.
    longest = max((start for start in begins if path.startswith(start)), key=len, default="")
    here = begins.get(longest)
    return [Entry(e.title, e.url, e.icon, e.badge, e.url == here, e.shortcut) for e in shown]
