"""What bookings add to the studio's pages, and what search engines may know of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from modules.bookings import selectors
from modules.bookings.site import home
from safelight.kernel.site_parts import SiteAddress, SiteBlock, SiteParts


def _types(request: HttpRequest, block: dict[str, Any]) -> SafeString:
    return home.home_section(request)


def _addresses(request: HttpRequest) -> Iterator[SiteAddress]:
    types = list(selectors.offered_types())
    if types:
        yield SiteAddress(reverse("bookings_site:list"))
    for each in types:
        yield SiteAddress(reverse("bookings_site:type", args=[each.slug]), each.published_at)


SITE_PARTS = SiteParts(
    blocks=(
        SiteBlock(
            kind="bookings.types", title=gettext_lazy("What can be booked"), render=_types
        ),
    ),
    addresses=_addresses,
)  # fmt: skip
