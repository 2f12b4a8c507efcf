"""That a studio says a host is theirs, and how far the proof of it is. In the public schema."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from safelight.kernel import public_id

GIVES_UP_AFTER = timedelta(days=7)
CHALLENGE = "_safelight-challenge"


def new_token() -> str:
    return secrets.token_urlsafe(32)


class Claim(models.Model):
    """One studio's claim of one host. Its ``Domain`` is there only while it is proven.

    Two studios may claim the same host; ``token`` says whose record it is that name servers
    show, and is made anew with each attempt. ``seen_…`` is what they said last.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        PROVEN = "proven"
        # It was proven, and then the proof was gone for days.
        LOST = "lost"
        # Nobody proved it in time, or somebody else did.
        GIVEN_UP = "given_up"

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    studio = models.ForeignKey("tenants.Studio", related_name="+", on_delete=models.CASCADE)
    host = models.CharField(max_length=253)
    token = models.CharField(max_length=43, default=new_token)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    claimed_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    # Since when the proof of a proven one is gone.
    missing_since = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True, db_index=True)
    name_servers_silent = models.BooleanField(default=False)
    points_here = models.BooleanField(default=False)
    seen_texts = models.JSONField(default=list)
    seen_alias = models.CharField(max_length=253, blank=True)
    seen_addresses = models.JSONField(default=list)
    # Our own, at the time: what the root of a domain, which can have no alias, is to point to.
    target_addresses = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["studio", "host"], name="a_host_is_claimed_once"),
            models.UniqueConstraint(
                fields=["host"], condition=Q(state="proven"), name="a_host_is_proven_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} ({self.state})"

    @property
    def challenge_name(self) -> str:
        return f"{CHALLENGE}.{self.host}"

    @property
    def gives_up_at(self) -> datetime:
        return self.claimed_at + GIVES_UP_AFTER

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_proven(self) -> bool:
        return self.state == self.State.PROVEN

    @property
    def is_over(self) -> bool:
        """Whether only a new attempt, with a new record, can prove it."""
        return self.state in {self.State.LOST, self.State.GIVEN_UP}

    @property
    def shows_the_record(self) -> bool:
        """Whether the record was there when name servers were last asked."""
        return self.token in self.seen_texts

    def begin_again(self, *, at: datetime) -> None:
        """A new attempt: the record of an earlier one proves nothing any more."""
        self.token, self.state = new_token(), self.State.WAITING
        self.claimed_at = self.next_check_at = at
        self.proven_at = self.missing_since = self.checked_at = None
        self.tries, self.seen_texts, self.points_here = 0, [], False
        self.save(
            update_fields=[
                "token", "state", "claimed_at", "next_check_at", "proven_at", "missing_since",
                "checked_at", "tries", "seen_texts", "points_here",
            ]
        )  # fmt: skip
