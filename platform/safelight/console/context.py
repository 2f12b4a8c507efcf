"""What the console's templates may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from safelight.console import roles
from safelight.console.services import announcing
from safelight.kernel.navigation import Entry


def console(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "operator", None) is None:
        return _for_studio(request)
    return {
        "studio_name": _("Console"),
        "workspace_url": reverse("console:studios"),
        "sign_out_url": reverse("console:sign_out"),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "user_menu": [
            {"title": _("Your account"), "url": reverse("console:account"), "icon": "user"}
        ],
    }


def _for_studio(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {}
    found = SimpleLazyObject(
        lambda: announcing.shown(
            studio=request.studio,  # type: ignore[attr-defined]
            person_id=member.person.public_id,
            modules=request.modules,  # type: ignore[attr-defined]
        )
    )
    return {"announcements": found}


def _navigation(request: HttpRequest) -> list[Entry]:
    acts = roles.acts(request.operator)  # type: ignore[attr-defined]
    places = [
        (_("Studios"), reverse("console:studios"), "camera", ""),
        (_("Search"), reverse("console:search"), "search", ""),
        (_("Growth"), reverse("console:growth"), "chart-column", ""),
        (_("Parked jobs"), reverse("console:jobs"), "circle-alert", ""),
        (_("Plans"), reverse("console:plans"), "tag", ""),
        (_("Announcements"), reverse("console:announcements"), "bell", ""),
        (_("Log"), reverse("console:log"), "activity", ""),
        (_("Operators"), reverse("console:operators"), "users", "operators.manage"),
    ]
    if settings.ENVIRONMENT != "production":
        places.append((_("Mailbox"), reverse("mailbox:list"), "mail", ""))
    path = "/" if request.path.startswith("/studios/") else request.path
    shown = [place for place in places if not place[3] or place[3] in acts]
    here = max((url for _t, url, _i, _a in shown if path.startswith(url)), key=len, default="")
    if here == "/" and path != "/":
        here = ""
    return [Entry(title, url, icon, 0, url == here, "") for title, url, icon, _act in shown]
