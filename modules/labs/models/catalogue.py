"""What labs make, which of it the studio sells, and what changed at the lab since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import Choice, PriceRow
from modules.labs.models.connections import LabConnection
from safelight.kernel import public_id
from tenants.rows import StudioRow


class LabProduct(StudioRow):
    """A product as its lab describes it (``contract.Product``); millimetres, minor units."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    connection = models.ForeignKey(
        LabConnection, db_index=False, on_delete=models.CASCADE, related_name="products"
    )
    sku = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    group = models.CharField(max_length=120, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    wrap = models.PositiveIntegerField(default=0)
    # {"color": ["black", "white"]}
    attributes = models.JSONField(default=dict)
    # [{"attributes": {…}, "ships_to": ["DE", …], "pixels": {"default": [w, h]}}]
    variants = models.JSONField(default=list)
    fetched_at = models.DateTimeField()
    # The lab does not make it any more.
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "sku"], name="a_product_once_a_lab"),
        ]

    def __str__(self) -> str:
        return self.name

    def variants_with(self, attributes: Mapping[str, str]) -> list[dict[str, Any]]:
        """The variants that a choice leaves: those that say nothing else; labs are free with
        capitals, in names and in values.
        """
        chosen = {name.casefold(): str(value).casefold() for name, value in attributes.items()}
        return [each for each in self.variants if _agrees(each.get("attributes", {}), chosen)]


def _agrees(variant: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    said = {name.casefold(): str(value).casefold() for name, value in variant.items()}
    return all(chosen.get(name, value) == value for name, value in said.items())


class ProductCost(StudioRow):
    """What the lab asks for one piece sent to a country, as it said last; without tax."""

    product = models.ForeignKey(
        LabProduct, db_index=False, on_delete=models.CASCADE, related_name="costs"
    )
    # Canonical JSON of the attributes, so that each variant has its own.
    variant = models.CharField(max_length=255, default="{}")
    country = models.CharField(max_length=2)
    amount = models.BigIntegerField()
    shipping = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "variant", "country"], name="a_cost_once_a_country"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, shipping__gte=0), name="cost_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} to {self.country}: {self.amount} {self.currency}"


class LabRow(StudioRow):
    """A row of a price list that is a product of the lab. ``cost`` is what its price was made
    from; a change at the lab raises an alert and moves no price.
    """

    row = models.OneToOneField(PriceRow, on_delete=models.CASCADE, related_name="lab")
    product = models.ForeignKey(LabProduct, on_delete=models.PROTECT, related_name="rows")
    # Attributes that are the same for every buyer; the others are the list's options.
    attributes = models.JSONField(default=dict)
    cost = models.BigIntegerField(null=True)
    cost_currency = models.CharField(max_length=3, blank=True)
    priced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.row_id} is {self.product_id}"


class LabChoice(StudioRow):
    """That a choice of a list's option means this value of a lab's attribute."""

    choice = models.OneToOneField(Choice, on_delete=models.CASCADE, related_name="lab")
    attribute = models.CharField(max_length=80)
    value = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.attribute}={self.value}"


class RowCard(StudioRow):
    """What the studio shows and declares of a row of prints, whoever makes them: a picture of the
    finished thing, and what customs want to know.

    ``picture`` is the key of a JPEG in the storage; ``edition`` is raised with each new one.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    row = models.OneToOneField(PriceRow, on_delete=models.CASCADE, related_name="card")
    picture = models.CharField(max_length=255, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0)
    # Of the Harmonized System, six to ten digits; and where it is made, ISO 3166-1 alpha-2.
    hs_code = models.CharField(max_length=10, blank=True)
    origin = models.CharField(max_length=2, blank=True)

    def __str__(self) -> str:
        return f"of {self.row_id}"


class CatalogueAlert(StudioRow):
    """Something changed at the lab that the studio should look at."""

    class Kind(models.TextChoices):
        COST = "cost", _("The lab asks for another price")
        GONE = "gone", _("The lab does not make it any more")
        CHANGED = "changed", _("The lab describes it otherwise")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    product = models.ForeignKey(LabProduct, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "kind"],
                condition=Q(settled_at=None),
                name="one_open_alert_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.product_id}"
