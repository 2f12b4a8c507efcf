"""What a studio says of its mails: words of its own, what is off, who gets none, from whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from tenants.rows import StudioRow


class MailWords(StudioRow):
    """Words of a mail as somebody saved them; the newest row of a mail and language holds.

    Empty words are the way back to the standard ones.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    mail = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["mail", "language", "-id"], name="outbox_words")]

    def __str__(self) -> str:
        return f"{self.mail} in {self.language}"

    @property
    def is_standard(self) -> bool:
        return not self.text


class MailSwitch(StudioRow):
    """Whether a studio sends a mail that it may leave out; without a row, as the mail says."""

    mail = models.CharField(max_length=80, unique=True)
    is_on = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.mail} is {'on' if self.is_on else 'off'}"


class MailStop(StudioRow):
    """That an address gets no mail, or none of a kind: it came back, was reported, or asked so."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("A mail came back")
        COMPLAINED = "complained", _("Reported as spam")
        ASKED = "asked", _("Unsubscribed")

    ALL = "all"

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    email = models.EmailField(max_length=254)
    what = models.CharField(max_length=20)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    said = models.TextField(blank=True)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "what"], condition=Q(lifted_at=None), name="one_stop_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"no {self.what} to {self.email}"


class SenderAddress(StudioRow):
    """The studio's own address in From. One row; ``proven_at`` once its owner followed our link."""

    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    # Each record with what was found: [{"name": …, "is_right": …, "found": …, "wanted": …}]
    findings = models.JSONField(default=list)
    # Whether receivers would take our servers for the domain's own.
    is_aligned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_sender_address"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_in_use(self) -> bool:
        return self.proven_at is not None and self.is_aligned
