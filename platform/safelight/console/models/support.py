"""Operators acting as members of a studio, and the studio's say in it."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from safelight.console.models.people import Operator, OperatorSession
from safelight.kernel import public_id


class Acting(models.Model):
    """One time that an operator acted as a member, from the hand-over on.

    The token that hands over is kept as a digest, goes once, until ``token_until``, and is bound
    to the studio's host and to the browser that asked for it.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(OperatorSession, on_delete=models.CASCADE, related_name="+")
    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    person_id = models.CharField(max_length=22)
    person_name = models.CharField(max_length=200)
    reason = models.TextField()
    minutes = models.PositiveSmallIntegerField()
    token_digest = models.CharField(max_length=64, unique=True)
    token_until = models.DateTimeField()
    browser_digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=60), name="acting_ends_in_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} as {self.person_name}"

    def end(self, *, at: datetime) -> bool:
        """False where it was over already."""
        mine = Acting.objects.filter(pk=self.pk, ended_at=None)
        return bool(mine.update(ended_at=at))


class SupportDoor(models.Model):
    """A studio that lets support in only when its owner says so; without a row it is open."""

    studio = models.OneToOneField("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    is_closed = models.BooleanField(default=False)
    open_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Operator, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_for = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"support's door of {self.studio_id}"

    def lets_in(self, *, at: datetime) -> bool:
        return not self.is_closed or (self.open_until is not None and at < self.open_until)
