"""What a studio has: by trial, by hand, or paid for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safelight.billing.models.plans import Interval, PlanVersion


class Subscription(models.Model):
    """The one thing that a studio stands on. Its limits are written from this row."""

    class State(models.TextChoices):
        TRIAL = "trial", _("Trial")
        GIVEN = "given", _("Given")
        ACTIVE = "active", pgettext_lazy("subscription", "Paid")
        PAST_DUE = "past_due", _("Payment failed")
        ENDED = "ended", _("Ended")

    studio = models.OneToOneField(
        "tenants.Studio", on_delete=models.CASCADE, related_name="subscription"
    )
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    # Of a trial, and of what an operator gave; None: nobody said an end.
    ends_at = models.DateTimeField(null=True)
    # Of what is paid: the interval and currency, how far it reaches, whether it ends then.
    interval = models.CharField(max_length=5, choices=Interval.choices, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    period_ends_at = models.DateTimeField(null=True)
    cancel_at = models.DateTimeField(null=True)
    unpaid_since = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    # The last share of storage that owners were told of, in percent: 0, 80 or 95.
    told_percent = models.PositiveSmallIntegerField(default=0)
    stripe_customer = models.CharField(max_length=80, null=True, unique=True)  # noqa: DJ001 - unique
    stripe_subscription = models.CharField(max_length=80, blank=True)
    stripe_session = models.CharField(max_length=80, blank=True)
    # When Stripe was last asked: what was seen earlier is not written over what was seen later.
    looked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="trial") | Q(ends_at__isnull=False),
                name="a_trial_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="past_due") | Q(unpaid_since__isnull=False),
                name="what_is_unpaid_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="billing_endings")]

    def __str__(self) -> str:
        return f"{self.state} of {self.studio_id}"

    @property
    def is_paid_for(self) -> bool:
        """Whether Stripe has a subscription that runs, paid or not."""
        return self.state in (self.State.ACTIVE, self.State.PAST_DUE)


class Invoice(models.Model):
    """What Stripe asked the studio for, copied for its owner's list; the paper itself is there."""

    studio = models.ForeignKey(
        "tenants.Studio", on_delete=models.CASCADE, related_name="plan_invoices"
    )
    stripe_id = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=20)
    total = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    url = models.URLField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.number or self.stripe_id


class ModuleGrant(models.Model):
    """A module that a studio may have although its plan has it not."""

    studio = models.ForeignKey(
        "tenants.Studio", on_delete=models.CASCADE, related_name="module_grants"
    )
    module = models.CharField(max_length=40)
    granted_by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["studio", "module"], name="a_module_granted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module} for {self.studio_id}"


class ModuleEnding(models.Model):
    """That a module which the plan has no more is on until ``off_at``; owners were told."""

    studio = models.ForeignKey(
        "tenants.Studio", on_delete=models.CASCADE, related_name="module_endings"
    )
    module = models.CharField(max_length=40)
    off_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["studio", "module"], name="a_module_ends_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module} of {self.studio_id}"
