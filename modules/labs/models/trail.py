"""What happened to orders at labs: what labs told, what people asked of them, who did what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.labs.models.connections import LabConnection
from modules.labs.models.orders import LabOrder
from tenants.rows import StudioRow


class LabNews(StudioRow):
    """A lab told us something, kept once by the event's name."""

    connection = models.ForeignKey(
        LabConnection, db_index=False, on_delete=models.CASCADE, related_name="news"
    )
    event = models.CharField(max_length=120)
    lab_id = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    # What they say (``contract.Progress``), where they prove where they come from.
    progress = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "event"], name="news_once"),
        ]

    def __str__(self) -> str:
        return self.event


class LabWish(StudioRow):
    """Something a person asks of a lab that has an order; a job asks, until there is an answer."""

    class Kind(models.TextChoices):
        CANCEL = "cancel", _("Take it back")
        RECIPIENT = "recipient", _("Send it to another address")
        METHOD = "method", _("Send it another way")
        AGAIN = "again", _("Send the order to the lab once more")

    lab_order = models.ForeignKey(
        LabOrder, db_index=False, on_delete=models.CASCADE, related_name="wishes"
    )
    kind = models.CharField(max_length=9, choices=Kind.choices)
    # Of a recipient or way to ship: the new one; of taking back: ``then``.
    detail = models.JSONField(default=dict)
    by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    wished_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(default=False)
    # What the lab said, or why it is not clear yet.
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lab_order"], condition=Q(answered_at=None), name="one_wish_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.lab_order_id}"


class LabEntry(StudioRow):
    """History of a lab order: who did what, written with the change itself."""

    lab_order = models.ForeignKey(LabOrder, on_delete=models.CASCADE, related_name="entries")
    verb = models.CharField(max_length=40)
    actor = models.CharField(max_length=255)
    by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.verb
