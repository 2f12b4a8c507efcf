"""Where contributors find their own page: among the pages of their account."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.agency import share_selectors
from safelight.accounts.models import Person
from safelight.kernel.hooks import impl


@impl
def site_tools(request: HttpRequest) -> dict[str, object] | None:
    """Asked on every page of the site: nothing is read but on the page that shows it."""
    if not request.user.is_authenticated or request.path != reverse("accounts:account"):
        return None
    if share_selectors.contributor_of(cast(Person, request.user)) is None:
        return None
    page = {
        "title": _("Your sales"),
        "url": reverse("agency_site:sales"),
        "icon": "chart-column",
        "text": _("What was sold of yours, and what you are owed."),
    }
    return {"account_pages": [page]}
