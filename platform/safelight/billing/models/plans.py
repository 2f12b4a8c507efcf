"""What is sold. A version is never changed: whoever bought it keeps it until they are moved."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

# Of the plans that a platform begins with. What an operator writes is read as it was written.
FIRST_WORDS = (
    gettext_noop("Everything, for two weeks."),
    gettext_noop("For one photographer: galleries, proofing and selling."),
    gettext_noop("For a studio with prints, bookings and a domain of its own."),
    gettext_noop("For many photographers: libraries, reviews and shares, under your name alone."),
)


class Interval(models.TextChoices):
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class Plan(models.Model):
    """One plan through all its versions."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveIntegerField(default=0)
    # Whether owners may choose it; the others are given by operators, or come with sign-up.
    is_offered = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(is_offered=False),
                name="a_retired_plan_is_not_offered",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def current(self) -> PlanVersion:
        """The newest version: what is sold from now on."""
        return self.versions.latest("number")

    def retire(self, *, at: datetime) -> None:
        """Sell it no more; whoever has it keeps it."""
        self.retired_at, self.is_offered = at, False
        self.save(update_fields=["retired_at", "is_offered"])

    def bring_back(self, *, is_offered: bool) -> None:
        self.retired_at, self.is_offered = None, is_offered
        self.save(update_fields=["retired_at", "is_offered"])


class PlanVersion(models.Model):
    """What a plan gives, as it was sold from ``made_at`` on. ``None`` is no limit."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True)
    # How long a studio may try it; 0 where it is no plan to try.
    trial_days = models.PositiveIntegerField(default=0)
    storage_bytes = models.BigIntegerField(null=True)
    members = models.PositiveIntegerField(null=True)
    # Names of the modules that may be on; None: each.
    modules = models.JSONField(null=True)
    has_custom_domains = models.BooleanField(default=True)
    has_white_label = models.BooleanField(default=True)
    # Of clients' payments by card; None: what the platform's settings say.
    fee_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_versions_count_up"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def words(self) -> str:
        """The description as it is read: that of the first plans in each language."""
        return gettext(self.description)


class Price(models.Model):
    """What a version costs, in minor units of the currency. Known at Stripe once it was needed."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="prices")
    currency = models.CharField(max_length=3)
    interval = models.CharField(max_length=5, choices=Interval.choices)
    amount = models.PositiveIntegerField()
    stripe_price = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        ordering = ("currency", "interval")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "currency", "interval"], name="one_price_an_interval"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.interval}"

    @property
    def name(self) -> str:
        """How addresses of pages name it: ``studio-month-eur``."""
        return f"{self.version.plan.code}-{self.interval}-{self.currency.lower()}"
