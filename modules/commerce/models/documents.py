"""Invoices and credit notes: numbered without gaps, and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from modules.commerce.models.orders import Order
from modules.commerce.models.payments import Refund
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Document(StudioRow):
    """What a paper says is kept as data; the PDF is made of it whenever it is asked for."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("Invoice")
        CREDIT_NOTE = "credit_note", _("Credit note")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="documents")
    # The refund that a credit note is for.
    refund = models.OneToOneField(
        Refund, null=True, on_delete=models.PROTECT, related_name="document"
    )
    # The invoice that a credit note counters; or the credit note of a refund that failed after
    # all, which an invoice counters.
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    kind = models.CharField(max_length=11, choices=Kind.choices)
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="document_numbers_count_up"),
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(kind="invoice", corrects=None),
                name="one_invoice_an_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class TermsFile(StudioRow):
    """The studio's terms as a PDF, sent along with what is delivered. The latest one counts.

    Earlier ones stay, because mails that wait to be sent name them.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # Empty: from then on nothing is sent along.
    object_key = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or "none"


class DocumentNumber(StudioRow):
    """The last number of a kind; its row is locked until the document is written or given up."""

    kind = models.CharField(max_length=11, choices=Document.Kind.choices, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"
