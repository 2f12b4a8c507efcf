"""What operators tell studios on their workspaces' pages."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safelight.console.models.people import Operator
from safelight.kernel import public_id


class Announcement(models.Model):
    """Plain words, perhaps with a link, for some studios and some time."""

    class Kind(models.TextChoices):
        INFO = "info", _("Information")
        WARNING = "warning", _("Warning")
        MAINTENANCE = "maintenance", _("Maintenance")

    class Audience(models.TextChoices):
        ALL = "all", _("All studios")
        PLAN = "plan", _("Studios with a plan")
        MODULE = "module", _("Studios with a module")
        STUDIOS = "studios", _("Studios by their addresses")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.INFO)
    text = models.CharField(max_length=500)
    link = models.URLField(max_length=500, blank=True)
    link_words = models.CharField(max_length=80, blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.ALL)
    # A plan's name, a module's name or addresses, as the audience asks for.
    named = models.JSONField(default=list)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_mailed = models.BooleanField(default=False)
    made_by = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="an_announcement_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Dismissal(models.Model):
    """That a person of a studio's team has put an announcement away."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="+")
    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    person_id = models.CharField(max_length=22)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "studio", "person_id"], name="dismissed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} of {self.person_id}"
