"""What a client signs and answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from tenants.rows import StudioRow


class ContractText(StudioRow):
    """A contract to sign, with ``{{variables}}``; signed ones keep the words that were read."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    title = models.CharField(max_length=120)
    text = models.TextField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Questionnaire(StudioRow):
    """Questions to a client, before the booking is paid or after it."""

    class When(models.TextChoices):
        BEFORE = "before", _("While booking")
        AFTER = "after", _("After booking, by e-mail")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(
        "bookings.SessionType", on_delete=models.CASCADE, related_name="questionnaires"
    )
    when = models.CharField(max_length=6, choices=When.choices, default=When.BEFORE)
    title = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session_type", "when"], name="one_questionnaire_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(StudioRow):
    """One question. ``choices`` are the answers to choose from, where its kind has such."""

    class Kind(models.TextChoices):
        LINE = "line", _("One line")
        TEXT = "text", _("Some lines")
        ONE = "one", _("One of a list")
        MANY = "many", _("Some of a list")
        DATE = "date", _("A date")
        TICK = "tick", _("A box to tick")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="questions"
    )
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.LINE)
    text = models.CharField(max_length=300)
    help = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Signature(StudioRow):
    """A contract that was signed in the browser, with its audit trail; never changed."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    booking = models.OneToOneField(
        "bookings.Booking", on_delete=models.PROTECT, related_name="signature"
    )
    title = models.CharField(max_length=120)
    # The very words, variables filled in, and their SHA-256 in hexadecimal.
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254)
    remote_address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=300, blank=True)
    # Drawn by hand, where somebody did: lines of points, [[[x, y], …], …], in thousandths of a
    # field that is four times as wide as high.
    drawn = models.JSONField(default=list, blank=True)
    # What happened, in order: [{"at": "…", "what": "shown", "from": "…"}, …].
    trail = models.JSONField(default=list)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.name}"


class AnswerSheet(StudioRow):
    """A questionnaire as it was asked and answered: ``[{"question": …, "answer": …}]``."""

    booking = models.ForeignKey(
        "bookings.Booking", on_delete=models.CASCADE, related_name="answer_sheets"
    )
    when = models.CharField(max_length=6, choices=Questionnaire.When.choices)
    title = models.CharField(max_length=120)
    answers = models.JSONField(default=list)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "when"], name="answered_once_a_moment"),
        ]

    def __str__(self) -> str:
        return self.title
