"""What pages about shares have in common: tabs, crumbs, loading a row, saying what was done."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from modules.agency.permissions import SHARES
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.site import selectors as site
from safelight.web.saying import saying as saying

TABS = (
    ("shares", _("Contributors")),
    ("share_rules", _("Rules")),
    ("statements", _("Statements")),
    ("payments", _("Payment runs")),
)
door = workspace(SHARES)


def head(current: str) -> dict[str, Any]:
    """Context of ``agency/workspace/shares/base.html``; ``current`` is an address's name."""
    tabs = [
        {
            "title": title,
            "url": reverse(f"agency_workspace:{name}"),
            "current": name == current,
            "count": None,
        }
        for name, title in TABS
    ]
    return {"tabs": tabs, "currency": site.site_settings().currency}


def below(current: str) -> dict[str, Any]:
    """Context of a page under one of the tabs."""
    title = dict(TABS)[current]
    crumbs = [{"title": title, "url": reverse(f"agency_workspace:{current}")}]
    return head(current) | {"breadcrumbs": crumbs}


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)
