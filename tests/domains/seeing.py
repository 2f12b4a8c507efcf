"""What name servers might say of a claim."""

from __future__ import annotations

from datetime import UTC, datetime

from safelight.domains.models import Claim
from safelight.domains.services import proving

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
TARGET = ["203.0.113.7"]
HOST = "photos.nora-lind.example"


def seen(claim: Claim, *, record: bool = True, here: bool = True) -> proving.Seen:
    return proving.Seen(
        token=claim.token,
        texts=[claim.token] if record else [],
        addresses=TARGET if here else ["198.51.100.1"],
        target=TARGET,
    )


def judge(claim: Claim, what: proving.Seen, *, at: datetime = AT) -> Claim:
    """The claim as it is after somebody looked."""
    proving.judge(claim_id=claim.pk, seen=what, at=at)
    claim.refresh_from_db()
    return claim
