"""Operators, who are people of their own, and their sessions."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models.tries import TryCounting
from safelight.kernel import public_id


class Operator(AbstractBaseUser):
    """Somebody who runs the platform; belongs to no studio."""

    class Role(models.TextChoices):
        """See ``console.roles`` for what each of them may do."""

        OBSERVER = "observer", _("Observer")
        SUPPORT = "support", _("Support")
        FINANCE = "finance", _("Finance")
        ENGINEER = "engineer", _("Engineer")
        CHIEF = "chief", _("Chief")

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OBSERVER)
    # What a passkey calls its holder: theirs for good, and tells nothing about them.
    factor_handle = models.CharField(max_length=22, default=public_id.new)
    disabled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    def disable(self, *, at: datetime) -> None:
        """Refused from the next request on, here and wherever they act as somebody."""
        self.disabled_at = at
        self.save(update_fields=["disabled_at"])

    def enable(self) -> None:
        self.disabled_at = None
        self.save(update_fields=["disabled_at"])

    def give_role(self, role: str) -> None:
        self.role = role
        self.save(update_fields=["role"])


class OperatorSession(models.Model):
    """One sign-in of an operator; acting as a member ends with it."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="sessions")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # When the operator last proved who they are with password and second factor.
    proved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.operator_id} since {self.begun_at:%Y-%m-%d %H:%M}"

    def end(self, *, at: datetime) -> None:
        self.ended_at = at
        self.save(update_fields=["ended_at"])


class TryCount(TryCounting):
    """Tries on the console's host, for when Redis is away."""
