"""What name servers say of a claim, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from safelight import dns
from safelight.audit import writing as audit
from safelight.domains.models import Claim
from safelight.domains.services import routing, telling

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
SLOWEST = timedelta(hours=1)
# With the first day on which it is gone, three in a row.
LOST_AFTER = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The answers of one moment. ``silent``: of the record that proves it nothing was said."""

    token: str
    texts: list[str] = field(default_factory=list)
    alias: str = ""
    addresses: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    silent: bool = False

    @property
    def points_here(self) -> bool:
        return bool(self.addresses) and set(self.addresses) <= set(self.target)


def look(claim: Claim) -> Seen:
    """Ask name servers. It takes up to some seconds, so never call it in a transaction."""
    try:
        texts = dns.texts(claim.challenge_name)
    except dns.NameServersSilent:
        return Seen(token=claim.token, silent=True)
    try:
        return Seen(
            token=claim.token,
            texts=[text[:200] for text in texts],
            alias=dns.alias(claim.host),
            addresses=dns.addresses(claim.host),
            target=dns.addresses(settings.DOMAINS_TARGET),
        )
    except dns.NameServersSilent:
        return Seen(token=claim.token, texts=texts)


def judge(*, claim_id: int, seen: Seen, at: datetime) -> Claim | None:
    """Draw the conclusions; None where the claim is gone or has begun anew meanwhile."""
    # What was seen, the state, the route and the mail belong together.
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(pk=claim_id, token=seen.token).first()
        if claim is None or claim.is_over:
            return None
        _note_what_was_seen(claim, seen, at)
        if claim.is_waiting:
            _judge_waiting(claim, at)
        else:
            _judge_proven(claim, at)
        claim.save(
            update_fields=[
                "state", "proven_at", "missing_since", "tries", "checked_at", "next_check_at",
                "name_servers_silent", "points_here", "seen_texts", "seen_alias",
                "seen_addresses", "target_addresses",
            ]
        )  # fmt: skip
    return claim


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries in vain: 1, 2, 4 … 60 minutes."""
    return min(A_MINUTE * (1 << min(tries - 1, 10)), SLOWEST)


def _note_what_was_seen(claim: Claim, seen: Seen, at: datetime) -> None:
    claim.checked_at, claim.name_servers_silent = at, seen.silent
    claim.tries += 1
    if not seen.silent:
        claim.seen_texts, claim.seen_alias = seen.texts, seen.alias
        claim.seen_addresses, claim.points_here = seen.addresses, seen.points_here
        claim.target_addresses = seen.target or claim.target_addresses


def _judge_waiting(claim: Claim, at: datetime) -> None:
    claim.next_check_at = at + pause_after(claim.tries)
    if claim.shows_the_record and not claim.name_servers_silent:
        _prove(claim, at)
    elif at >= claim.gives_up_at:
        _give_up(claim)


def _prove(claim: Claim, at: datetime) -> None:
    if not routing.begin(claim):
        # Somebody else proved it first; whose domain it is now is theirs to settle.
        _give_up(claim)
        return
    claim.state, claim.proven_at, claim.next_check_at = Claim.State.PROVEN, at, at + A_MINUTE
    claim.tries = 0
    audit.note("domains.proven", subject=("domain", claim.public_id, claim.host))


def _give_up(claim: Claim) -> None:
    claim.state, claim.next_check_at = Claim.State.GIVEN_UP, None
    audit.note("domains.given_up", subject=("domain", claim.public_id, claim.host))


def _judge_proven(claim: Claim, at: datetime) -> None:
    if claim.name_servers_silent:
        # Silence is no proof of anything.
        claim.next_check_at = at + SLOWEST
        return
    # Until it points here somebody waits for it to.
    claim.next_check_at = at + (A_DAY if claim.points_here else pause_after(claim.tries))
    if claim.shows_the_record:
        claim.missing_since = None
    elif claim.missing_since is None:
        claim.missing_since, claim.next_check_at = at, at + A_DAY
        telling.proof_is_gone(claim, until=at + LOST_AFTER)
    elif at - claim.missing_since >= LOST_AFTER:
        _lose(claim)
    else:
        claim.next_check_at = min(at + A_DAY, claim.missing_since + LOST_AFTER)


def _lose(claim: Claim) -> None:
    claim.state, claim.next_check_at = Claim.State.LOST, None
    routing.end(claim)
    audit.note("domains.lost", subject=("domain", claim.public_id, claim.host))
    telling.domain_is_lost(claim)
