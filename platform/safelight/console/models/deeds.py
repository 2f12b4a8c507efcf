"""What operators did; and what two of them must agree on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from safelight.console.models.people import Operator


class OperatorEntry(models.Model):
    """What an operator did, and why. The database refuses changes and deletions."""

    class Verb(models.TextChoices):
        SWITCH_ON = "switch_on", _("Switched on")
        SWITCH_OFF = "switch_off", _("Switched off")
        SUSPEND = "suspend", _("Suspended")
        RESUME = "resume", _("Opened again")
        TRY_AGAIN = "try_again", _("Tried again")
        DISCARD = "discard", _("Discarded")
        GRANT = "grant", _("Granted")
        GIVE_PLAN = "give_plan", _("Gave a plan")
        EXTEND_TRIAL = "extend_trial", _("Extended the trial")
        CHANGE_PLAN = "change_plan", _("Changed a plan")
        ACT_AS = "act_as", _("Acted as")
        STOP_ACTING = "stop_acting", _("Stopped acting as")
        ASK_TO_ACT = "ask_to_act", _("Asked to act")
        ANNOUNCE = "announce", _("Announced")
        WITHDRAW = "withdraw", _("Withdrew an announcement")
        ASK_ERASURE = "ask_erasure", _("Asked for deletion")
        APPROVE_ERASURE = "approve_erasure", _("Approved deletion")
        REFUSE_ERASURE = "refuse_erasure", _("Refused deletion")
        UNDO_ERASURE = "undo_erasure", _("Took deletion back")
        MAKE_OPERATOR = "make_operator", _("Made an operator")
        CHANGE_OPERATOR = "change_operator", _("Changed an operator")
        RESET_FACTORS = "reset_factors", _("Took second factors away")
        SEARCH = "search", _("Searched for a person")

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="entries")
    # Both outlive the studio.
    studio_uuid = models.UUIDField(null=True)
    studio_name = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    subject = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    network_address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["studio_uuid", "-id"], name="console_entries")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} by {self.operator_id}"


class Erasure(models.Model):
    """That an operator wants a studio gone; another one has to agree."""

    studio = models.ForeignKey("tenants.Studio", on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Operator, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["studio"], condition=Q(decided_at=None), name="one_open_erasure_a_studio"
            ),
            models.CheckConstraint(
                condition=Q(is_approved=False) | ~Q(decided_by=F("asked_by")),
                name="nobody_approves_their_own_erasure",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.studio_id}"
