"""What the console's templates may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.kernel.navigation import Entry


def console(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "operator", None) is None:
        return {}
    return {
        "studio_name": _("Console"),
        "workspace_url": reverse("console:studios"),
        "sign_out_url": reverse("console:sign_out"),
        "navigation": _navigation(request.path),
    }


def _navigation(path: str) -> list[Entry]:
    places = [
        (_("Studios"), reverse("console:studios"), "camera"),
        (_("Parked jobs"), reverse("console:jobs"), "circle-alert"),
    ]
    if settings.ENVIRONMENT != "production":
        places.append((_("Mailbox"), reverse("mailbox:list"), "mail"))
    here = max((url for _title, url, _icon in places if path.startswith(url)), key=len, default="")
    if path.startswith("/studios/"):
        here = places[0][1]
    return [Entry(title, url, icon, 0, url == here, "") for title, url, icon in places]
