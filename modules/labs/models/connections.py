"""A studio's accounts with labs, and which price lists are made by which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import PriceList, ShippingProfile
from safelight.kernel import public_id
from tenants.rows import StudioRow

new_secret = public_id.new


class LabConnection(StudioRow):
    """An account with a lab; ``lab`` is the adapter's code."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    lab = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    settings = models.JSONField(default=dict)
    # Secrets, unreadable without the platform's key (``services/connecting/sealing.py``).
    sealed = models.TextField(blank=True)
    # Last part of the address that the lab tells us at.
    callback_secret = models.CharField(max_length=22, unique=True, default=new_secret)
    connected_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True)
    # SKUs that a job has still to fetch; "*" for all that the lab lists.
    wanted = models.JSONField(default=list)
    # Why it could not be used when it was last asked; empty while it works.
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class WindowEnd(models.TextChoices):
    """What happens when nobody has decided in the approval window."""

    SEND = "send", _("Send it to the lab")
    WAIT = "wait", _("Keep waiting for me")
    CANCEL = "cancel", _("Do not make it")


class LabList(StudioRow):
    """How the prints of a price list reach their lab."""

    price_list = models.OneToOneField(PriceList, on_delete=models.CASCADE, related_name="lab")
    connection = models.ForeignKey(
        LabConnection, on_delete=models.PROTECT, related_name="price_lists"
    )
    # Send without anybody's word, once the window is over.
    auto_submit = models.BooleanField(default=True)
    window_hours = models.PositiveIntegerField(default=0)
    window_end = models.CharField(max_length=6, choices=WindowEnd.choices, default=WindowEnd.SEND)
    # The lab sends to the studio, which looks at it and hands it over.
    to_studio = models.BooleanField(default=False)
    # The rule for prices: percent and a fixed part on the lab's cost, then up to ``rounding``
    # (minor units; an ending such as 90 of 100 is ``ending``).
    markup_percent = models.DecimalField(max_digits=7, decimal_places=2, default=100)
    markup_fixed = models.BigIntegerField(default=0)
    rounding = models.PositiveIntegerField(default=100)
    ending = models.PositiveIntegerField(default=0)
    # What is asked of the lab beside the prints, by the names of its capabilities.
    branding = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(markup_percent__gte=0, markup_fixed__gte=0, rounding__gte=1),
                name="markup_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_list_id} by {self.connection_id}"


class LabWay(StudioRow):
    """A lab's way to ship as one of the studio's shipping profiles.

    Clients pay the lab's price with the mark-up; while the lab is away, the profile's own prices.
    """

    profile = models.OneToOneField(ShippingProfile, on_delete=models.CASCADE, related_name="lab")
    connection = models.ForeignKey(LabConnection, on_delete=models.CASCADE, related_name="ways")
    method = models.CharField(max_length=60)
    markup_percent = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    markup_fixed = models.BigIntegerField(default=0)
    # Working days from the lab to the door as the studio knows them, 0 for unknown; what a lab
    # says itself in a quote goes before.
    days_least = models.PositiveSmallIntegerField(default=0)
    days_most = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "method"], name="a_way_once_a_lab"),
            models.CheckConstraint(
                condition=Q(markup_percent__gte=0, markup_fixed__gte=0),
                name="way_markup_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(days_least__lte=F("days_most")), name="days_from_few_to_many"
            ),
        ]

    def __str__(self) -> str:
        return self.method

    @property
    def days(self) -> tuple[int, int] | None:
        """The fewest and most working days, if the studio has written them."""
        return (self.days_least, self.days_most) if self.days_most else None


class LabQuote(StudioRow):
    """What a lab said a basket would cost; ``ways`` are ``contract.Way``s, newest answer only."""

    connection = models.ForeignKey(
        LabConnection, db_index=False, on_delete=models.CASCADE, related_name="quotes"
    )
    # Of the pieces, the country and the currency.
    digest = models.CharField(max_length=64)
    ways = models.JSONField(default=list)
    quoted_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "digest"], name="a_quote_once"),
        ]

    def __str__(self) -> str:
        return self.digest
