"""Money that came and went: the ledger of an order is its payments and refunds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.models.lines import OrderLine, Parcel
from modules.commerce.models.orders import Order
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Provider(models.TextChoices):
    STRIPE = "stripe", _("Stripe")
    OFFLINE = "offline", _("Outside Safelight")
    TEST = "test", _("Test payments")


class PaymentConnection(StudioRow):
    """The studio's own account at a payment provider; money never passes through the platform."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    provider = models.CharField(max_length=8, choices=Provider.choices)
    account = models.CharField(max_length=80)
    livemode = models.BooleanField(default=False)
    # The provider lets this account take payments.
    ready = models.BooleanField(default=False)
    connected_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(disconnected_at=None),
                name="one_connection_a_provider",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.account}"


class Payment(StudioRow):
    """One try to pay an order, or the word of the team that it was paid outside."""

    class State(models.TextChoices):
        OPEN = "open", _("Started")
        PROCESSING = "processing", _("On its way")
        SUCCEEDED = "succeeded", pgettext_lazy("payment", "Paid")
        FAILED = "failed", _("Declined")
        EXPIRED = "expired", _("Given up")

    # States in which the client may still be paying.
    RUNNING = (State.OPEN, State.PROCESSING)

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=8, choices=Provider.choices)
    connection = models.ForeignKey(
        PaymentConnection, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # What was asked for, in minor units, and what came and went back.
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    received = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    # How much more came than was due by then: something was left out while the client paid.
    over = models.BigIntegerField(default=0)
    disputed = models.BooleanField(default=False)
    # The platform's share of it, as it was when it was started; None: as the settings say.
    fee_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    # The provider's names for it: the session, and the payment that came of it.
    session = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    url = models.TextField(blank=True)
    livemode = models.BooleanField(default=False)
    # A sentence for the team where something does not fit (another amount, paid twice).
    problem = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # When the provider was asked what we know; an older answer says nothing more.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state="open") | Q(state="processing"),
                name="one_running_payment_an_order",
            ),
            models.UniqueConstraint(
                fields=["provider", "session"],
                condition=~Q(session=""),
                name="one_payment_a_session",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount__gt=0, received__gte=0, refunded__gte=0, refunded__lte=F("received")
                ),
                name="payment_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} for {self.order_id}"

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def is_online(self) -> bool:
        """Whether there is somebody to ask what became of it."""
        return self.provider != Provider.OFFLINE


class Refund(StudioRow):
    """Money given back, of one payment; never more than it brought."""

    class State(models.TextChoices):
        ASKED = "asked", _("On its way")
        SUCCEEDED = "succeeded", _("Given back")
        FAILED = "failed", _("Failed")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    amount = models.BigIntegerField()
    reason = models.TextField(blank=True)
    # The provider's name for it.
    reference = models.CharField(max_length=120, blank=True)
    problem = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # What the form or program sent, so that a double click gives back once.
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id}"


class RefundPart(StudioRow):
    """What a refund is for: a line, or a parcel's shipping. The parts sum to the refund."""

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="parts")
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="refunds")
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0)
                & (
                    Q(line__isnull=True, parcel__isnull=False)
                    | Q(line__isnull=False, parcel__isnull=True)
                ),
                name="refund_part_of_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.amount)
