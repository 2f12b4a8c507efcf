"""Numbers of studios and of the platform, gathered by jobs: pages never walk through schemas."""

from __future__ import annotations

from django.db import models


class StudioFigures(models.Model):
    """What one studio looked like at ``as_of``. ``storage_bytes`` counts what it is charged for.

    ``facts``: name → number, of modules; ``ailments``: ``{"code", "count", "sentence"}`` each.
    """

    studio = models.OneToOneField(
        "tenants.Studio", on_delete=models.CASCADE, related_name="figures"
    )
    as_of = models.DateTimeField()
    storage_bytes = models.BigIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    clients = models.PositiveIntegerField(default=0)
    last_activity_at = models.DateTimeField(null=True)
    failed_mails = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    ailments = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"figures of {self.studio_id}"


class DayFigures(models.Model):
    """The platform at the end of a day, UTC; of today: until now."""

    day_date = models.DateField(unique=True)
    studios = models.PositiveIntegerField(default=0)
    suspended = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    storage_bytes = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day_date:%Y-%m-%d}"


class HourLoad(models.Model):
    """How much was done in an hour. ``requests`` is counted in Redis until the hour is written."""

    hour_at = models.DateTimeField(unique=True)
    requests = models.PositiveBigIntegerField(default=0)
    jobs = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.hour_at:%Y-%m-%d %H:%M}"


class MailDigest(models.Model):
    """That somebody of this address belongs to this studio; keyed, so that nobody guesses it."""

    class Kind(models.TextChoices):
        OWNER = "owner"
        MEMBER = "member"
        CLIENT = "client"

    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=6, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "studio", "kind"], name="a_digest_once_a_studio_and_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.studio_id}"
