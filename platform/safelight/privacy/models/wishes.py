"""What clients ask of what is held of them, and what was done about it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from tenants.rows import StudioRow

DUE_AFTER = timedelta(days=30)


class Wish(StudioRow):
    """That a client asked for their data, or to be forgotten; a task of the team with a due day."""

    class Kind(models.TextChoices):
        DATA = "data", _("Their data")
        ERASURE = "erasure", _("To be forgotten")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    client = models.ForeignKey("accounts.Client", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind"],
                condition=models.Q(settled_at=None),
                name="one_open_wish_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_at:%Y-%m-%d}"


class Packet(StudioRow):
    """All that is held of one client, in a file for them, for some days."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    client = models.ForeignKey("accounts.Client", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    object_key = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.public_id


class Erasure(StudioRow):
    """That a client was forgotten. ``digest`` proves which address it was to who knows it.

    It is an HMAC-SHA-256 with a key of the installation: a list of addresses cannot be tried on it.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    digest = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.pk} at {self.at:%Y-%m-%d}"
