"""Order items and the one table of what may follow what."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.models.lines import OrderLine
from modules.commerce.models.orders import Order
from modules.gallery.facts import DeliverySource
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from tenants.rows import StudioRow


class ItemState(models.TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Not released yet")
    DEFERRED = "deferred", _("Being retouched")
    PENDING = "pending", _("Ready to deliver")
    PREPARING = "preparing", _("Being prepared")
    DELIVERED = "delivered", _("Delivered")
    EXTERNAL = "external", _("Yours to hand over")
    TO_LAB = "to_lab", _("Waiting for the lab")
    AT_LAB = "at_lab", _("At the lab")
    SHIPPED = "shipped", _("Shipped")
    PROBLEM = "problem", _("Needs you")
    CANCELLED = "cancelled", _("Cancelled")


class Method(models.TextChoices):
    """How an item will reach its client, worked out from the photo as it is now."""

    DOWNLOAD = "download", pgettext_lazy("noun", "Download")
    DOWNLOAD_DEFERRED = "download-deferred", _("Download, once FINAL")
    SHIP = "ship", _("Shipped by you")
    PICK_UP = "pick-up", _("Picked up at the studio")
    EXTERNAL = "external", _("Delivered outside")
    TRANSFER = "transfer", _("By photo transfer")
    LAB = "lab", _("Made and sent by a lab")


# What reaches its client otherwise than from the page of the order, by the studio's hand. Files by
# photo transfer are fetched in their gallery (``services/transferring``).
BY_HAND = (Method.SHIP, Method.PICK_UP, Method.EXTERNAL, Method.TRANSFER)
# What is fetched from the page of the order, and what is no file.
FILES = (Method.DOWNLOAD, Method.DOWNLOAD_DEFERRED)
GOODS = (Method.SHIP, Method.PICK_UP, Method.EXTERNAL, Method.LAB)

# What may follow what. Every change goes through OrderItem.move, which asks this table.
S = ItemState
TRANSITIONS: dict[ItemState, frozenset[ItemState]] = {
    S.AWAITING_PAYMENT: frozenset(
        {S.DEFERRED, S.PENDING, S.EXTERNAL, S.TO_LAB, S.PROBLEM, S.CANCELLED}
    ),
    S.DEFERRED: frozenset({S.PENDING, S.PROBLEM, S.CANCELLED}),
    S.PENDING: frozenset({S.DEFERRED, S.PREPARING, S.PROBLEM, S.CANCELLED}),
    S.PREPARING: frozenset({S.DELIVERED, S.PROBLEM}),
    S.EXTERNAL: frozenset({S.DELIVERED, S.SHIPPED, S.PROBLEM, S.CANCELLED}),
    S.TO_LAB: frozenset({S.AT_LAB, S.SHIPPED, S.EXTERNAL, S.PROBLEM, S.CANCELLED}),
    # Only the lab takes it back from there (``services/delivery/at_lab.py``).
    S.AT_LAB: frozenset({S.SHIPPED, S.EXTERNAL, S.TO_LAB, S.PROBLEM}),
    S.PROBLEM: frozenset(
        {S.DEFERRED, S.PENDING, S.EXTERNAL, S.TO_LAB, S.AT_LAB, S.SHIPPED, S.CANCELLED}
    ),
    S.DELIVERED: frozenset(),
    S.SHIPPED: frozenset(),
    S.CANCELLED: frozenset(),
}
# What may be taken back where somebody of the team pressed the wrong button; goods only.
MISTAKES: dict[ItemState, ItemState] = {S.SHIPPED: S.EXTERNAL, S.DELIVERED: S.EXTERNAL}


class TransitionNotAllowed(Refusal):
    code = "transition_not_allowed"


class OrderItem(StudioRow):
    """Something to be handed over: a file of the order, copies of a print, a product."""

    # States in which an item may still change by recalculating.
    OPEN: ClassVar[tuple[ItemState, ...]] = (S.DEFERRED, S.PENDING, S.PROBLEM)

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="items")
    gallery = models.ForeignKey(
        "gallery.Gallery", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # As they were when ordered; the photo may be replaced or go.
    name = models.CharField(max_length=255)
    format = models.ForeignKey(
        "gallery.DeliveryFormat", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Hold back what is not FINAL.
    only_final = models.BooleanField(default=True)
    # Deliver by itself as soon as the order may be fulfilled.
    at_once = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    # Of a print: which part of the photo is on the paper (``framing.Framing``); empty for all.
    framing = models.JSONField(default=dict, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    # How many of these are not handed over after all; all of them are where it is cancelled.
    left_out = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=16, choices=ItemState.choices)
    method = models.CharField(max_length=17, choices=Method.choices)
    problem = models.TextField(blank=True)
    delivery = models.ForeignKey(
        "commerce.Delivery", null=True, on_delete=models.PROTECT, related_name="items"
    )
    # The very file that was delivered.
    version = models.ForeignKey(
        "gallery.PhotoVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where that file lies, its name and size (``gallery.DeliverySource``): changing the delivery
    # format later does not change what was delivered.
    file = models.JSONField(default=dict)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_out__lte=F("quantity")), name="no_more_left_out_than_ordered"
            ),
            models.CheckConstraint(
                # Not by ``__in``: a copied schema writes such a check down in other words.
                condition=~(Q(state="delivered") | Q(state="shipped"))
                | Q(delivered_at__isnull=False)
                & (
                    Q(method="ship")
                    | Q(method="pick-up")
                    | Q(method="external")
                    | Q(method="transfer")
                    | Q(method="lab")
                )
                | Q(delivery__isnull=False, delivered_at__isnull=False) & ~Q(file={}),
                name="delivered_by_a_delivery",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_delivered(self) -> bool:
        """Whether there is a file of it to fetch."""
        return self.state == ItemState.DELIVERED and bool(self.file)

    @property
    def is_handed_over(self) -> bool:
        return self.state in (ItemState.DELIVERED, ItemState.SHIPPED)

    @property
    def is_by_hand(self) -> bool:
        return self.method in BY_HAND

    @property
    def is_by_lab(self) -> bool:
        return self.method == Method.LAB

    @property
    def may_be_left_out(self) -> bool:
        # What a lab has is taken back by the lab alone.
        at_lab = self.state == ItemState.AT_LAB
        return not at_lab and ItemState.CANCELLED in TRANSITIONS[ItemState(self.state)]

    @property
    def kept(self) -> int:
        """How many of them the client gets."""
        return 0 if self.state == ItemState.CANCELLED else self.quantity - self.left_out

    @property
    def source(self) -> DeliverySource:
        """The stored file of a delivered item."""
        return DeliverySource(**self.file)

    def deliver(self, source: DeliverySource, *, at: datetime) -> None:
        """Give this file to the client, without saving."""
        self.move(ItemState.DELIVERED)
        self.file, self.delivered_at, self.problem = asdict(source), at, ""

    def hand_over(self, to: ItemState, *, at: datetime) -> None:
        """The client has it, or a carrier does (``SHIPPED``), without saving."""
        self.move(to)
        self.delivered_at, self.problem = at, ""

    def take_back(self) -> None:
        """It was not handed over after all, without saving; raises ``TransitionNotAllowed``."""
        before = MISTAKES.get(ItemState(self.state)) if self.is_by_hand else None
        if before is None:
            raise TransitionNotAllowed(
                _("“%(name)s” is not with a carrier or the client.") % {"name": self.name}
            )
        self.state, self.delivered_at = before, None

    def leave_out(self, keep: int) -> int:
        """Keep at most so many copies, without saving; how many fewer they are now.

        Raises ``TransitionNotAllowed`` for what cannot be left out any more.
        """
        fewer = max(0, self.kept - keep)
        if not fewer:
            return 0
        if not self.may_be_left_out:
            raise TransitionNotAllowed(
                _("“%(name)s” is %(now)s and cannot be left out any more.")
                % {"name": self.name, "now": ItemState(self.state).label}
            )
        self.left_out += fewer
        if self.left_out == self.quantity:
            self.move(ItemState.CANCELLED)
            self.problem = ""
        return fewer

    def stop(self, problem: str) -> None:
        """Leave the item to a person, with the sentence that says why, without saving."""
        self.move(ItemState.PROBLEM)
        self.problem = problem

    def move(self, to: ItemState) -> None:
        """Change the state, without saving; raises ``TransitionNotAllowed``."""
        if to not in TRANSITIONS[ItemState(self.state)]:
            raise TransitionNotAllowed(
                _("“%(name)s” is %(now)s and cannot become %(to)s.")
                % {"name": self.name, "now": ItemState(self.state).label, "to": to.label}
            )
        self.state = to
