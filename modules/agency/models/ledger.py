"""What contributors are owed: entries that are only ever added, statements that never change.

The database itself refuses to change or delete them (migration ``keep_what_is_owed``).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from modules.agency.models.contributors import Contributor
from modules.agency.models.shares import Allocation
from safelight.kernel import public_id
from tenants.rows import StudioRow


class LedgerEntry(StudioRow):
    """One sum that a contributor is owed, or is owed less; minor units, negative for less."""

    class Kind(models.TextChoices):
        EARNED = "earned", _("Sold")
        LEFT_OUT = "left_out", _("Left out")
        CANCELLED = "cancelled", _("Cancelled")
        REFUNDED = "refunded", _("Refunded")
        REFUND_FAILED = "refund_failed", _("Refund failed")
        CORRECTION = "correction", _("Correction")
        PAYOUT = "payout", _("Paid out")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # What it is a share of now less what it was a share of before; 0 for corrections and payouts.
    basis = models.BigIntegerField(default=0)
    allocation = models.ForeignKey(
        Allocation, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    reason = models.CharField(max_length=500, blank=True)
    # Of the team; ``actor`` is their name, in words that last.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.CharField(max_length=160, blank=True)
    # When it happened, and when it was written down.
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    # The same news, or the same form, writes one entry.
    key = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["contributor", "currency", "at"], name="ledger_in_time")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="an_entry_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.kind}"


class Statement(StudioRow):
    """What a contributor was told about a period, closed from the moment that it is there."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    number = models.PositiveIntegerField(unique=True)
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="statements"
    )
    # As they were then.
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    currency = models.CharField(max_length=3)
    # The first and the last day of the period. None: from the beginning.
    first_date = models.DateField(null=True)
    last_date = models.DateField()
    opening = models.BigIntegerField()
    closing = models.BigIntegerField()
    # How many lines it has; the database takes them all at once, or none.
    entries = models.PositiveIntegerField()
    # The statement that its opening balance is from; one follows on each.
    previous = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="following"
    )
    actor = models.CharField(max_length=160)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contributor", "currency"],
                condition=Q(previous=None),
                name="one_first_statement",
            ),
            models.CheckConstraint(
                condition=Q(first_date=None) | Q(first_date__lte=F("last_date")),
                name="a_statement_of_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class StatementLine(StudioRow):
    """That a statement tells of an entry; no other one ever does."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="line")

    class Meta:
        ordering = ["entry__at", "entry"]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.statement_id}"


class SharesBook(StudioRow):
    """The last numbers given; one row, locked while the next one is taken."""

    last_statement = models.PositiveIntegerField(default=0)
    last_run = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_book_of_shares")]

    def __str__(self) -> str:
        return f"{self.last_statement}"


class PaymentRun(StudioRow):
    """Statements that are paid together, in one file for the bank."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    number = models.PositiveIntegerField(unique=True)
    currency = models.CharField(max_length=3)
    minimum = models.BigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.CharField(max_length=160)
    at = models.DateTimeField()
    # What the form sent, so that a double click pays once.
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class Payout(StudioRow):
    """That a statement's closing balance is paid by a run, and to whom."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payouts")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="payout")
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="payout")
    payee = models.CharField(max_length=120)
    account = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=140)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payout_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.payee}"
