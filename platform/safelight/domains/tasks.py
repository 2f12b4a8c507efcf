"""Asking name servers about claims, in the background."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.domains.models import Claim
from safelight.domains.services import claiming, proving
from tenants.context import current_studio, tenant_context
from tenants.models import Studio

# Enough for one run; what is left is due at the next.
MOST_AT_ONCE = 500


@jobs.handler(claiming.CHECK, attempts=3)
def check(*, claim_id: int, **_: object) -> None:
    """Ask name servers about one claim, and judge it."""
    claim = Claim.objects.filter(pk=claim_id, studio=current_studio()).first()
    if claim is None or claim.is_over:
        raise jobs.Skipped("The claim is gone or over.")
    proving.judge(claim_id=claim.pk, seen=proving.look(claim), at=timezone.now())


@jobs.platform_handler("domains.look_around", every=timedelta(minutes=1))
def look_around(**_: object) -> None:
    """Enqueue the checks that are due."""
    due = Claim.objects.filter(next_check_at__lte=timezone.now(), studio__state=Studio.State.READY)
    for claim in due.select_related("studio").order_by("next_check_at")[:MOST_AT_ONCE]:
        with tenant_context(claim.studio):
            claiming.ask_for_check(claim)
