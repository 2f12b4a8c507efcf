"""Rows of the permission table about domains, and one of each thing that they name."""

from __future__ import annotations

from django.utils import timezone

from safelight.domains.models import Claim
from tenants.context import current_studio
from tests.routes.entries import Entry, entry


def _one(who: str = "site.manage") -> Entry:
    return Entry(who, {"public_id": "domain"})


DOMAINS: dict[str, Entry] = {
    "domains:list": entry("site.manage"),
    "domains:new": entry("site.manage"),
    "domains:use_address": entry("site.manage"),
    "domains:domain": _one(),
    "domains:check": _one(),
    "domains:again": _one(),
    "domains:make_primary": _one(),
    "domains:release": _one(),
    "domains_api:domains": entry("site.manage"),
    "domains_api:domain": _one(),
    "domains_api:check": _one(),
    "domains_api:primary": _one(),
}


def make(secret: str) -> dict[str, str]:
    """A host that the studio waits for."""
    made = Claim.objects.create(
        studio=current_studio(), host=f"{secret}.example", claimed_at=timezone.now()
    )
    return {"domain": made.public_id}
