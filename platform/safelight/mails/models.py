"""Which of the studio's mails members of the team want for themselves, and how soon."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import Member
from tenants.rows import StudioRow


class MemberWish(StudioRow):
    """How soon a member wants a kind of mail to the team; without a row, never."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        NEVER = "never", _("Never")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mail_wishes")
    mail = models.CharField(max_length=80)
    pace = models.CharField(max_length=10, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "mail"], name="one_wish_a_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.mail} {self.pace}"


class DigestLine(StudioRow):
    """Something that waits for a member's mail of the day."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="digest_lines")
    # Of the mail to the studio: what is told twice is told once.
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=250)
    path = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="one_digest_line_a_key"),
        ]

    def __str__(self) -> str:
        return self.subject
