"""What pages about session types and calendars share: tabs, loading, saying what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from modules.bookings.models import AddOn, Calendar, Package, SessionType
from modules.bookings.services.types.addresses import book_path
from safelight.domains import selectors as domains
from safelight.site import selectors as site
from safelight.web.saying import saying as saying

# (name of the page's address, what it is called, of which kind), in the order in which they are
# written the first time.
TABS: tuple[tuple[str, Any, str], ...] = (
    ("type", gettext_lazy("Details"), ""),
    ("type_slots", gettext_lazy("Slots"), "mini"),
    ("type_packages", gettext_lazy("Packages"), ""),
    ("type_terms", gettext_lazy("Fee and delivery"), ""),
    ("type_contract", gettext_lazy("Contract"), ""),
    ("type_questions", gettext_lazy("Questions"), ""),
    ("type_mails", gettext_lazy("Mails"), ""),
    ("type_waitlist", gettext_lazy("Waitlist"), "mini"),
)


def type_or_404(public_id: str) -> SessionType:
    rows = SessionType.objects.select_related("calendar", "contract", "pictures")
    return get_object_or_404(rows, public_id=public_id)


def calendar_or_404(public_id: str) -> Calendar:
    return get_object_or_404(Calendar, public_id=public_id, archived_at=None)


def package_or_404(session_type: SessionType, public_id: str) -> Package:
    return get_object_or_404(session_type.packages, public_id=public_id, withdrawn_at=None)


def add_on_or_404(session_type: SessionType, public_id: str) -> AddOn:
    return get_object_or_404(session_type.add_ons, public_id=public_id, withdrawn_at=None)


def head(request: HttpRequest, session_type: SessionType, current: str) -> dict[str, Any]:
    """Context of ``bookings/workspace/types/base.html``; ``current`` is a name of ``TABS``."""
    names = [name for name, _title, kind in TABS if kind in ("", session_type.kind)]
    later = names[names.index(current) + 1 :] if current in names else []
    return {
        "type": session_type, "state": state_of(session_type), "currency": currency(),
        "page_url": domains.on_site(request, book_path(session_type)),
        "breadcrumbs": [
            {"title": _("Session types"), "url": reverse("bookings_workspace:types")},
            {"title": session_type.title, "url": None},
        ],
        "tabs": [
            {
                "title": title, "current": name == current, "count": None,
                "url": reverse(f"bookings_workspace:{name}", args=[session_type.public_id]),
            }
            for name, title, _kind in TABS
            if name in names
        ],
        "next_name": later[0] if later and session_type.published_at is None else "",
    }  # fmt: skip


def after(request: HttpRequest, session_type: SessionType, current: str) -> str:
    """Where a page leads when it is saved: to itself, or on to the next one of a new one."""
    following = head(request, session_type, current)["next_name"]
    name = following if "continue" in request.POST and following else current
    return reverse(f"bookings_workspace:{name}", args=[session_type.public_id])


def state_of(session_type: SessionType) -> tuple[str, str]:
    """A word for how far it is, and the badge's colour."""
    if session_type.archived_at:
        return _("Archived"), "outline"
    if session_type.published_at is None:
        return _("Not published"), "outline"
    if session_type.paused_at:
        return _("Paused"), "warn"
    return pgettext("session type", "Published"), "good"


def currency() -> str:
    return site.site_settings().currency
