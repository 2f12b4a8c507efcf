"""Orders. An order's life is four independent dimensions; none of them is a sum of the others.

============== =========================================== ==============================
dimension      values                                      set by
============== =========================================== ==============================
validation     not_required, awaiting, accepted, declined  the studio's setting; the team
payment        not_due, unpaid, pending, paid,             the payment provider; the team
               partially_refunded, refunded, failed
fulfilment     unfulfilled, partial, fulfilled             worked out from the items
life           open, cancelled                             the team
============== =========================================== ==============================

What may follow what stands in ``VALIDATION``, ``PAYMENT`` and ``LIFE``, as ``TRANSITIONS`` does for
items; ``Order.follow`` asks them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from tenants.rows import StudioRow


class Validation(models.TextChoices):
    NOT_REQUIRED = "not_required", _("Not required")
    AWAITING = "awaiting", _("Waiting for you")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class PaymentState(models.TextChoices):
    NOT_DUE = "not_due", _("Nothing to pay")
    UNPAID = "unpaid", _("Unpaid")
    PENDING = "pending", _("Payment on its way")
    PAID = "paid", pgettext_lazy("order", "Paid")
    PARTIALLY_REFUNDED = "partially_refunded", _("Refunded in part")
    REFUNDED = "refunded", _("Refunded")
    FAILED = "failed", _("Payment failed")


class Fulfilment(models.TextChoices):
    UNFULFILLED = "unfulfilled", _("Nothing delivered")
    PARTIAL = "partial", _("Delivered in part")
    FULFILLED = "fulfilled", pgettext_lazy("order", "Delivered")


class Life(models.TextChoices):
    OPEN = "open", pgettext_lazy("order", "Open")
    CANCELLED = "cancelled", _("Cancelled")


V, P, L = Validation, PaymentState, Life
VALIDATION: Mapping[str, frozenset[str]] = {
    V.NOT_REQUIRED: frozenset(),
    V.AWAITING: frozenset({V.ACCEPTED, V.DECLINED}),
    V.ACCEPTED: frozenset(),
    V.DECLINED: frozenset(),
}
# Worked out from the ledger (``paying.ledger.dimension``). Money that came never becomes "unpaid";
# a refund that fails after all, or a second payment, brings back what was before.
PAYMENT: Mapping[str, frozenset[str]] = {
    # What is left of an order may cost nothing; money for all of it may come even then.
    P.NOT_DUE: frozenset({P.PAID, P.PARTIALLY_REFUNDED, P.REFUNDED}),
    P.UNPAID: frozenset({P.NOT_DUE, P.PENDING, P.PAID, P.FAILED, P.PARTIALLY_REFUNDED, P.REFUNDED}),
    P.PENDING: frozenset({P.NOT_DUE, P.UNPAID, P.PAID, P.FAILED, P.PARTIALLY_REFUNDED, P.REFUNDED}),
    P.PAID: frozenset({P.PARTIALLY_REFUNDED, P.REFUNDED}),
    P.PARTIALLY_REFUNDED: frozenset({P.PAID, P.REFUNDED}),
    P.REFUNDED: frozenset({P.PAID, P.PARTIALLY_REFUNDED}),
    P.FAILED: frozenset({P.NOT_DUE, P.UNPAID, P.PENDING, P.PAID, P.PARTIALLY_REFUNDED, P.REFUNDED}),
}
LIFE: Mapping[str, frozenset[str]] = {
    L.OPEN: frozenset({L.CANCELLED}),
    L.CANCELLED: frozenset(),
}
FOLLOWS = {"validation": VALIDATION, "payment": PAYMENT, "life": LIFE}


class OrderCannotFollow(Refusal):
    code = "order_cannot_follow"


class Order(StudioRow):
    """What a client ordered; prices are frozen when it is placed."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    number = models.PositiveIntegerField(unique=True)
    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What all of its galleries wore when it was placed: its pages, mails and papers do, too.
    brand = models.ForeignKey(
        "site.Brand", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    # In which its client read the page that they ordered on; empty where the team charged them.
    language = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)

    validation = models.CharField(
        max_length=12, choices=Validation.choices, default=Validation.NOT_REQUIRED
    )
    payment = models.CharField(
        max_length=18, choices=PaymentState.choices, default=PaymentState.NOT_DUE
    )
    # Kept beside the items that it is worked out from, so that lists can filter by it.
    fulfilment = models.CharField(
        max_length=11, choices=Fulfilment.choices, default=Fulfilment.UNFULFILLED
    )
    life = models.CharField(max_length=9, choices=Life.choices, default=Life.OPEN)

    # Minor units (cents) and ISO 4217 code. The sums of the lines and parcels, kept beside them so
    # that lists can sort; ``tax`` is part of ``total`` either way.
    goods = models.BigIntegerField(default=0)
    discount = models.BigIntegerField(default=0)
    shipping = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    # What of ``total`` is not to be paid any more: left out before it was paid.
    taken_off = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    prices_include_tax = models.BooleanField(default=True)

    # As written in the checkout (fields of ``addresses.Address``); empty where none was needed.
    billing_address = models.JSONField(default=dict)
    shipping_address = models.JSONField(default=dict)
    # What the client ticked: [{"kind": "terms", "text": …, "at": …}].
    consents = models.JSONField(default=list)

    # Raised when links of this order must be decided anew (cancellation, refund, dispute).
    access_revision = models.PositiveBigIntegerField(default=1)
    placed_at = models.DateTimeField()
    # When it was paid, or let go because it costs nothing, for the first time.
    settled_at = models.DateTimeField(null=True)
    # Charged by a module above, which tells its client itself that there is something to pay.
    is_charge = models.BooleanField(default=False)
    # Digest of the visitor and the key that their form or program sent: the same key never places
    # two orders, however much later it comes again.
    placement_key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    total__gte=0, goods__gte=0, discount__gte=0, shipping__gte=0, tax__gte=0
                ),
                name="order_total_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    prices_include_tax=True,
                    total=F("goods") + F("shipping") - F("discount"),
                )
                | Q(
                    prices_include_tax=False,
                    total=F("goods") + F("shipping") - F("discount") + F("tax"),
                ),
                name="order_total_is_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0) | Q(payment="not_due"), name="zero_totals_are_not_due"
            ),
            models.CheckConstraint(
                condition=Q(taken_off__gte=0, taken_off__lte=F("total")),
                name="order_takes_off_what_it_has",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def follow(self, dimension: str, to: str) -> None:
        """Change ``validation``, ``payment`` or ``life``, without saving; to stay is allowed.

        Raises ``OrderCannotFollow``.
        """
        now = getattr(self, dimension)
        if to != now and to not in FOLLOWS[dimension][now]:
            words = {"order": str(self), "now": now, "to": to}
            raise OrderCannotFollow(_("Order %(order)s is %(now)s and cannot be %(to)s.") % words)
        setattr(self, dimension, to)

    @property
    def due(self) -> int:
        """What its client pays, or has paid, for what was not left out before."""
        return self.total - self.taken_off

    @property
    def spoken(self) -> str:
        """The language of its client; "" where only the studio's is known."""
        return (self.person.language if self.person else "") or self.language

    @property
    def is_open(self) -> bool:
        return self.life == Life.OPEN

    @property
    def is_settled(self) -> bool:
        """Whether its sale stands: money came for it, or none is due and it goes its way."""
        if self.payment == PaymentState.NOT_DUE:
            return self.may_be_fulfilled
        paid = self.payment in (PaymentState.PAID, PaymentState.PARTIALLY_REFUNDED)
        return paid and self.is_open and self.validation != Validation.DECLINED

    @property
    def may_be_fulfilled(self) -> bool:
        """Whether items may leave ``awaiting_payment`` without being forced."""
        settled = self.payment in (
            PaymentState.NOT_DUE,
            PaymentState.PAID,
            PaymentState.PARTIALLY_REFUNDED,
        )
        validated = self.validation in (Validation.NOT_REQUIRED, Validation.ACCEPTED)
        return self.is_open and settled and validated
