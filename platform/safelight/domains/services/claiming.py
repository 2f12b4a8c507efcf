"""Saying that a host is theirs, trying again, and letting go of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight import jobs
from safelight.audit import writing as audit
from safelight.domains import hosts
from safelight.domains.models import Claim
from safelight.domains.services import routing
from safelight.kernel.errors import Refusal
from tenants import limits
from tenants.context import current_studio
from tenants.models import Domain

CHECK = "domains.check"
MOST = 20


class NotInThePlan(Refusal):
    """What the studio pays for has no domain of its own."""

    code = "no_custom_domains"


class Taken(Refusal):
    """The host leads to another studio, of which nothing is said."""

    code = "host_taken"

    def __init__(self) -> None:
        sentence = _("This domain cannot be connected here. If it is yours, write to us.")
        super().__init__(sentence, fields={"host": [sentence]})


class ClaimedAlready(Refusal):
    """It is in the studio's own list."""

    code = "host_claimed"

    def __init__(self) -> None:
        sentence = _("This domain is in your list already.")
        super().__init__(sentence, fields={"host": [sentence]})


class TooMany(Refusal):
    """No studio needs that many hosts."""

    code = "too_many_hosts"


def claim(*, host: str, at: datetime) -> Claim:
    """Begin to prove that ``host``, as typed, is the studio's; name servers are asked by a job.

    Raises ``hosts.HostRefused``, ``NotInThePlan``, ``ClaimedAlready``, ``Taken``, ``TooMany``.
    """
    _refuse_without_plan()
    name, studio = hosts.normalise(host), current_studio()
    if Domain.objects.filter(domain=name).exclude(tenant=studio).exists():
        raise Taken
    ours = Claim.objects.filter(studio=studio)
    if ours.count() >= MOST:
        raise TooMany(_("A studio connects at most %(most)d domains.") % {"most": MOST})
    # The claim, its first check and the entry of the log: all or none.
    with transaction.atomic():
        made, is_new = Claim.objects.get_or_create(
            studio=studio, host=name, defaults={"claimed_at": at, "next_check_at": at}
        )
        if not is_new:
            raise ClaimedAlready
        audit.note("domains.claimed", subject=subject(made))
        ask_for_check(made)
    return made


def begin_again(*, claim: Claim, at: datetime) -> None:
    """A new attempt with a new record, where the last one is over."""
    _refuse_without_plan()
    # The state is decided under the lock: a job may be judging it.
    with transaction.atomic():
        held = Claim.objects.select_for_update().get(pk=claim.pk)
        if held.is_over:
            held.begin_again(at=at)
            ask_for_check(held)
    claim.refresh_from_db()


def ask_for_check(claim: Claim) -> None:
    """Have name servers asked soon."""
    with transaction.atomic():
        jobs.enqueue(CHECK, key=f"claim {claim.pk}", claim_id=claim.pk)


def release(*, claim: Claim) -> None:
    """Let go of the host: from the next request on it leads nowhere, and proves nothing."""
    # Route, claim and the entry of the log go together.
    with transaction.atomic():
        # A job that is proving it at this moment would leave its route behind.
        held = Claim.objects.select_for_update().filter(pk=claim.pk).first()
        if held is None:
            return
        routing.end(held)
        audit.note("domains.released", subject=subject(held))
        held.delete()


def subject(claim: Claim) -> tuple[str, str, str]:
    return "domain", claim.public_id, claim.host


def _refuse_without_plan() -> None:
    if not limits.here().has_custom_domains:
        raise NotInThePlan(_("Your plan has no domain of your own."))
