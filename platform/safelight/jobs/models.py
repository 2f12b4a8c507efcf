"""The rows behind all work that takes time. They live in public and hold ids only."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now


class Job(models.Model):
    """One piece of work, asked for in the transaction that made it necessary.

    ``studio`` is empty for the platform's own work alone. It has no constraint in the database
    and outlives its studio, so that a late ring is answered with *cancelled*, not with a guess.
    All times are the database's.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        SKIPPED = "skipped"
        CANCELLED = "cancelled"
        PARKED = "parked"

    studio = models.ForeignKey(
        "tenants.Studio",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    once = models.BooleanField(default=False)
    queue = models.CharField(max_length=20, default="default")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    again = models.BooleanField(default=False)  # asked for once more while it was running
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    lease = models.DurationField(default=timedelta(minutes=2))
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_note = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    run_after = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "kind", "key"],
                condition=Q(once=True) | Q(state__in=["queued", "running"]),
                nulls_distinct=False,
                name="one_live_job_a_key",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_token__isnull=False),
                name="a_running_job_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                F("queue"),
                Coalesce("studio", Value(0)),
                F("run_after"),
                F("id"),
                condition=Q(state="queued"),
                name="jobs_next_of_a_lane",
            ),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_leases"),
            models.Index(
                fields=["studio", "finished_at"], condition=Q(state="parked"), name="jobs_parked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def is_parked(self) -> bool:
        return self.state == self.State.PARKED

    @property
    def progress_percent(self) -> int:
        """Whole percent done, 0 where the total is not known."""
        if not self.progress_total:
            return 0
        return min(100, 100 * self.progress_done // self.progress_total)


class Turn(models.Model):
    """When a studio's lane of a queue was last served. Lane 0 is the platform's own."""

    queue = models.CharField(max_length=20)
    lane = models.BigIntegerField()
    served_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "lane"], name="one_turn_a_lane"),
        ]
        indexes = [models.Index(fields=["queue", "served_at", "lane"], name="jobs_turns")]

    def __str__(self) -> str:
        return f"{self.queue} of {self.lane}"


class ScheduleMark(models.Model):
    """The last slot that a scheduled kind was enqueued for."""

    kind = models.CharField(max_length=80, unique=True)
    slot_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} at {self.slot_at:%Y-%m-%d %H:%M:%S}"
