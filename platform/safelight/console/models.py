"""Operators, who are people of their own, and what they did. In the public schema."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from safelight.accounts.models.tries import TryCounting


class Operator(AbstractBaseUser):
    """Somebody who runs the platform; belongs to no studio."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    # Without it an operator may look, and change nothing.
    is_allowed_to_change = models.BooleanField(default=False)
    disabled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class OperatorEntry(models.Model):
    """What an operator did to a studio, and why. The database refuses changes and deletions."""

    class Verb(models.TextChoices):
        SWITCH_ON = "switch_on"
        SWITCH_OFF = "switch_off"
        SUSPEND = "suspend"
        RESUME = "resume"
        TRY_AGAIN = "try_again"

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="entries")
    # Outlives the studio.
    studio_uuid = models.UUIDField(null=True)
    verb = models.CharField(max_length=12, choices=Verb.choices)
    subject = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["studio_uuid", "-id"], name="console_entries")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} by {self.operator_id}"


class TryCount(TryCounting):
    """Tries on the console's host, for when Redis is away."""
