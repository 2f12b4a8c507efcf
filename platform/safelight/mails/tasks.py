"""The digest of the day, who has joined, and asking name servers about senders now and then."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import dns, jobs
from safelight.mails import joined, team
from safelight.outbox import senders


@jobs.handler("mails.send_digests", every=timedelta(days=1))
def send_digests(**_: object) -> None:
    team.send_digests(at=timezone.now())
    team.forget_old(at=timezone.now())


@jobs.handler("mails.tell_of_joined", every=timedelta(hours=1))
def tell_of_joined(**_: object) -> None:
    joined.tell(at=timezone.now())


@jobs.handler("mails.check_sender", every=timedelta(days=1), attempts=3)
def check_sender(**_: object) -> None:
    """Records go: what is no longer right is not sent from any more."""
    try:
        senders.check(at=timezone.now())
    except dns.NameServersSilent as problem:
        raise jobs.TryLater(str(problem)) from problem
