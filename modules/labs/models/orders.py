"""Orders to labs: what may follow what, their pieces, and what labs told of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.models import OrderItem
from modules.labs.models.connections import LabConnection, WindowEnd
from modules.labs.models.print_files import PrintFile
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from tenants.rows import StudioRow


class LabState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    AT_LAB = "at_lab", _("At the lab")
    STOPPED = "stopped", _("Needs you")
    DONE = "done", pgettext_lazy("lab order", "Shipped")
    CANCELLED = "cancelled", _("Cancelled")


S = LabState
# What may follow what. From ``SENDING`` on, the lab may have begun: nothing is taken back without
# its word.
TRANSITIONS: dict[LabState, frozenset[LabState]] = {
    S.WAITING: frozenset({S.SENDING, S.STOPPED, S.CANCELLED}),
    S.SENDING: frozenset({S.AT_LAB, S.STOPPED, S.DONE}),
    S.AT_LAB: frozenset({S.STOPPED, S.DONE, S.CANCELLED}),
    S.STOPPED: frozenset({S.WAITING, S.SENDING, S.AT_LAB, S.DONE, S.CANCELLED}),
    S.DONE: frozenset(),
    S.CANCELLED: frozenset(),
}


class LabOrderCannotFollow(Refusal):
    code = "lab_order_cannot_follow"


class LabOrder(StudioRow):
    """What is asked of a lab at once. Grouped ones hold pieces of several clients' orders."""

    # States in which its pieces are spoken for.
    LIVE = (S.WAITING, S.SENDING, S.AT_LAB, S.STOPPED)

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    connection = models.ForeignKey(LabConnection, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=9, choices=LabState.choices, default=S.WAITING)
    # The same for every attempt to send it; a new one only where the lab refused or took it back.
    key = models.CharField(max_length=64, unique=True)
    method = models.CharField(max_length=60, blank=True)
    to_studio = models.BooleanField(default=False)
    # Fields of ``contract.Recipient``.
    recipient = models.JSONField(default=dict)
    branding = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    # The approval window: when it is over, and what happens then. None waits for a person.
    decide_by = models.DateTimeField(null=True)
    at_end = models.CharField(max_length=6, choices=WindowEnd.choices, default=WindowEnd.WAIT)
    # What an unclear attempt left (``contract.Away.trace``).
    trace = models.JSONField(default=dict)
    first_sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    # Since when nobody knows whether the lab has it; None while that is known.
    unclear_at = models.DateTimeField(null=True)
    # Raised where it is begun anew, after the lab refused it or took it back: another key.
    edition = models.PositiveIntegerField(default=0)
    # How often it was sent to the lab once more (``contract.Submission.again``).
    again = models.PositiveIntegerField(default=0)
    # How the lab knows it, how far it is there (``contract.Stage``), and in the lab's own word.
    lab_id = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=16, blank=True)
    word = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(null=True)
    # Why it needs a person; [{"code": …, "sentence": …, "piece": …, "url": …, "is_passing": …}].
    problem = models.TextField(blank=True)
    issues = models.JSONField(default=list)
    # What it was expected to cost when it was sent.
    quoted = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "decide_by"], name="lab_order_window")]
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "lab_id"],
                condition=~Q(lab_id=""),
                name="a_lab_order_once_a_lab",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What people and the lab call it."""
        return f"L-{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def may_be_there(self) -> bool:
        """Whether the lab has it, or may have it: nothing is taken back then without its word."""
        if self.state in (LabState.SENDING, LabState.AT_LAB):
            return True
        return self.state == LabState.STOPPED and bool(self.lab_id or self.unclear_at)

    @property
    def is_to_prepare(self) -> bool:
        """Whether the studio may still change what is sent."""
        return self.is_live and not self.may_be_there

    def move(self, to: LabState) -> None:
        """Change the state, without saving; raises ``LabOrderCannotFollow``."""
        if to not in TRANSITIONS[LabState(self.state)]:
            words = {"now": LabState(self.state).label, "to": to.label}
            raise LabOrderCannotFollow(
                _("This lab order is “%(now)s” and cannot become “%(to)s”.") % words
            )
        self.state = to


class LabPiece(StudioRow):
    """Copies of one product in a lab order, for one item of a client's order."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    lab_order = models.ForeignKey(LabOrder, on_delete=models.CASCADE, related_name="pieces")
    item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="lab_pieces")
    sku = models.CharField(max_length=120)
    attributes = models.JSONField(default=dict)
    copies = models.PositiveIntegerField(default=1)
    words = models.CharField(max_length=255, blank=True)
    file = models.ForeignKey(PrintFile, null=True, on_delete=models.PROTECT, related_name="+")
    # Set while its lab order is live: an item is at one lab at a time.
    is_live = models.BooleanField(default=True)
    # Paid by the client for one, for customs; minor units of the order's currency.
    retail = models.BigIntegerField(default=0)
    # A reprint beside the first one, and why.
    reprint = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_live=True), name="an_item_at_one_lab"
            ),
            models.CheckConstraint(condition=Q(copies__gte=1), name="piece_of_some"),
        ]

    def __str__(self) -> str:
        return self.words or self.sku


class LabParcel(StudioRow):
    """A parcel that a lab has sent, to the client or to the studio."""

    lab_order = models.ForeignKey(
        LabOrder, db_index=False, on_delete=models.CASCADE, related_name="parcels"
    )
    reference = models.CharField(max_length=120)
    carrier = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=80, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    tracking_url = models.URLField(max_length=500, blank=True)
    sent_at = models.DateTimeField()
    pieces = models.ManyToManyField(LabPiece, related_name="parcels")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lab_order", "reference"], name="a_lab_parcel_once"),
        ]

    def __str__(self) -> str:
        return self.tracking or self.reference


class LabCharge(StudioRow):
    """What the lab bills the studio for; negative gives back."""

    lab_order = models.ForeignKey(
        LabOrder, db_index=False, on_delete=models.CASCADE, related_name="charges"
    )
    reference = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lab_order", "reference"], name="a_lab_charge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"
