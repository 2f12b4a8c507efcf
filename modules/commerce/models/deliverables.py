"""What a client gets of a gallery without paying more, and what more of it costs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.commerce.models.orders import Order
from modules.commerce.models.pricelists import PriceList
from safelight.kernel import public_id
from tenants.rows import StudioRow


class DeliverableTerms(StudioRow):
    """How many photos are included, and how the others are sold; amounts in minor units."""

    class Mode(models.TextChoices):
        FINAL_EDITS = "final_edits", _("Final edits: clients download finished photos")
        SOFT_PROOFING = "soft_proofing", _("Soft proofing: clients choose, you finish those")

    mode = models.CharField(max_length=13, choices=Mode.choices, default=Mode.FINAL_EDITS)
    # None: all photos are included.
    included = models.PositiveIntegerField(null=True, blank=True)
    # Whether more than the included ones are sold; the prices below count only then.
    upsell = models.BooleanField(default=False)
    # For one more photo; None where only all of them together are sold.
    extra_price = models.BigIntegerField(null=True, blank=True)
    # For all photos of the gallery: a price, or percent off the extra price of all that is left.
    flat_price = models.BigIntegerField(null=True, blank=True)
    all_discount = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=(Q(extra_price=None) | Q(extra_price__gt=0))
                & (Q(flat_price=None) | Q(flat_price__gt=0))
                & (Q(all_discount=None) | Q(all_discount__gte=1, all_discount__lte=99)),
                name="%(class)s_asks_real_prices",
            ),
            models.CheckConstraint(
                condition=Q(upsell=False) | Q(extra_price__gt=0) | Q(flat_price__gt=0),
                name="%(class)s_has_a_price_to_sell_at",
            ),
            models.CheckConstraint(
                condition=Q(all_discount=None) | Q(extra_price__gt=0, flat_price=None),
                name="%(class)s_discounts_one_price",
            ),
        ]


class Deliverables(DeliverableTerms):
    """The terms of one gallery; its own copy, which nothing but its page changes."""

    gallery = models.OneToOneField("gallery.Gallery", on_delete=models.CASCADE, related_name="+")
    # The list by which its extras are sold, made and kept in step by these terms alone.
    price_list = models.ForeignKey(PriceList, null=True, on_delete=models.PROTECT, related_name="+")
    # The same for all of its photos at one price.
    whole_list = models.ForeignKey(PriceList, null=True, on_delete=models.PROTECT, related_name="+")
    # Soft proofing: the fewest that a choice has, where there is such a rule.
    least = models.PositiveIntegerField(default=0)
    # Clients choose no more than are included, even where more are sold.
    no_extras_chosen = models.BooleanField(default=False)

    class Meta(DeliverableTerms.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.included} of {self.gallery_id}"


class IncludedPhoto(StudioRow):
    """That a photo counts as one of the included ones, for ever; ``number`` counts from 1."""

    deliverables = models.ForeignKey(
        Deliverables, on_delete=models.CASCADE, related_name="included_photos"
    )
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Kept as text, too: a deleted photo counts on.
    name = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliverables", "photo"], name="included_once"),
            models.UniqueConstraint(fields=["deliverables", "number"], name="included_one_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"


class Choosing(StudioRow):
    """One round of a client's choice under soft proofing: open, submitted, reopened by the studio.

    A submitted one is never changed; reopening it makes the next one, which begins as its copy.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    deliverables = models.ForeignKey(
        Deliverables, on_delete=models.CASCADE, related_name="choosings"
    )
    version = models.PositiveIntegerField(default=1)
    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    # The order that came of it: included photos for nothing, the others at their price.
    order = models.OneToOneField(Order, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverables", "version"], name="one_choosing_a_version"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | Q(submitted_at__isnull=False),
                name="reopened_after_submitting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} of {self.deliverables_id}"

    @property
    def is_locked(self) -> bool:
        """Sent, and not opened again: nobody chooses anything now."""
        return self.submitted_at is not None and self.reopened_at is None


class Chosen(StudioRow):
    """A photo of a submitted choice, with what the client wrote about it."""

    choosing = models.ForeignKey(Choosing, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=255)
    is_extra = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["choosing", "photo"], name="chosen_once"),
        ]

    def __str__(self) -> str:
        return self.name
