"""Reads about a studio's hosts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from safelight.domains.models import Claim
from safelight.outbox import links
from tenants import resolve
from tenants.context import current_studio
from tenants.models import Domain, Studio


@dataclass(frozen=True, kw_only=True)
class Hosts:
    """``address`` is the one below the platform's host; ``primary`` the one that links name."""

    address: str
    primary: str
    custom: frozenset[str]


def hosts_of(studio: Studio) -> Hosts:
    return _hosts(Domain.objects.filter(tenant=studio.pk))


def _hosts(found: Iterable[Domain]) -> Hosts:
    rows = list(found)
    return Hosts(
        address=next((row.domain for row in rows if row.kind == Domain.Kind.ADDRESS), ""),
        primary=next((row.domain for row in rows if row.is_primary), ""),
        custom=frozenset(row.domain for row in rows if row.kind == Domain.Kind.CUSTOM),
    )


def hosts_for(request: HttpRequest) -> Hosts:
    """Those of the request's studio, kept by the process until one of them changes."""
    kept = request.kept_of_studio  # type: ignore[attr-defined]
    if "hosts" not in kept:
        kept["hosts"] = _hosts(kept[resolve.DOMAINS])
    found: Hosts = kept["hosts"]
    return found


def claims() -> list[Claim]:
    """The studio's, the newest last."""
    return list(Claim.objects.filter(studio=current_studio()).order_by("claimed_at", "pk"))


def claim(public_id: str) -> Claim | None:
    return Claim.objects.filter(studio=current_studio(), public_id=public_id).first()


def on_site(request: HttpRequest, path: str) -> str:
    """The absolute address of ``path`` on the host that links name, whichever host was asked."""
    return links.absolute(links.origin(hosts_for(request).primary), path)
