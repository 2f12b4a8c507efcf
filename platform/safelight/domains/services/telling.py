"""Mails about a domain, to the studio's owners."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from safelight import outbox
from safelight.accounts.services import owning
from safelight.domains import hosts
from safelight.domains.models import Claim
from tenants.middleware import STUDIO_URLS


def proof_is_gone(claim: Claim, *, until: datetime) -> None:
    """``until``: when the host stops leading here unless the record is back."""
    _tell(claim, "domain_proof_gone", f"since {claim.missing_since:%Y-%m-%d}", {"until": until})


def domain_is_lost(claim: Claim) -> None:
    _tell(claim, "domain_lost", f"lost {claim.missing_since:%Y-%m-%d}", {})


def _tell(claim: Claim, template: str, key: str, more: dict[str, object]) -> None:
    path = reverse("domains:domain", STUDIO_URLS, args=[claim.public_id])
    context = {
        "host": hosts.readable(claim.host), "record": claim.challenge_name,
        "token": claim.token, "path": path, **more,
    }  # fmt: skip
    for owner in owning.owners().select_related("member"):
        outbox.post(
            key=f"domain {claim.pk} {key} {owner.member.pk}",
            to=owner.email,
            to_name=owner.name,
            template=template,
            context={**context, "name": owner.name},
            related=("domain", claim.public_id),
            language=owner.language or None,
        )
