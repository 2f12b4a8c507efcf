"""What contributors get of what is sold: rules, and what they came to when something was sold.

Amounts are whole minor units of the currency beside them. An allocation is written when an order is
placed and never again; what moves money afterwards is an entry of the ledger (``ledger.py``).
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from modules.agency.models.contributors import Contributor
from modules.agency.models.libraries import Library
from safelight.kernel import public_id
from tenants.rows import StudioRow


def written(percent: Decimal) -> str:
    """As people write it, without zeros at its end."""
    return f"{percent.normalize():f} %"


class ShareRule(StudioRow):
    """So many percent of the net, for one contributor or for all, of everything or of one part of
    it. Which one counts is said in ``services.shares.rules``.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # None: for everybody who has no rule of their own.
    contributor = models.ForeignKey(
        Contributor, null=True, blank=True, on_delete=models.CASCADE, related_name="share_rules"
    )
    # One of these at most; none: for whatever is sold.
    row = models.ForeignKey(
        "commerce.PriceRow", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    price_list = models.ForeignKey(
        "commerce.PriceList", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    library = models.ForeignKey(
        Library, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    percent = models.DecimalField(max_digits=6, decimal_places=3)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contributor", "row", "price_list", "library"],
                nulls_distinct=False,
                name="one_share_rule_a_case",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="a_share_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(row=None, price_list=None)
                | Q(row=None, library=None)
                | Q(price_list=None, library=None),
                name="a_share_rule_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.percent_words

    @property
    def percent_words(self) -> str:
        return written(self.percent)


class SharedSale(StudioRow):
    """That an order was allocated, and which of its news the ledger has heard of."""

    order = models.OneToOneField("commerce.Order", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # When the order was read last: news of later wait to be heard.
    heard_at = models.DateTimeField(null=True)
    is_earned = models.BooleanField(default=False)
    # Copies that the client gets, by item, and the refunds that went back, as last heard.
    kept = models.JSONField(default=dict)
    refunds = models.JSONField(default=list)
    # How many news were written down.
    steps = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.order_id}"


class Allocation(StudioRow):
    """Whose work one item of an order is, and what share was agreed, as it was when it was sold.

    Without a contributor it is the studio's own.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    sale = models.ForeignKey(SharedSale, on_delete=models.PROTECT, related_name="allocations")
    item = models.OneToOneField("commerce.OrderItem", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey("commerce.OrderLine", on_delete=models.PROTECT, related_name="+")
    contributor = models.ForeignKey(
        Contributor, null=True, on_delete=models.PROTECT, related_name="allocations"
    )
    library = models.ForeignKey(Library, null=True, on_delete=models.SET_NULL, related_name="+")
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # As they were then: whose, out of which library, which file of what, by which rule.
    contributor_name = models.CharField(max_length=120, blank=True)
    library_name = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=255)
    description = models.CharField(max_length=200, blank=True)
    order_number = models.PositiveIntegerField()
    rule = models.CharField(max_length=255, blank=True)
    percent = models.DecimalField(max_digits=6, decimal_places=3, default=0)
    # Its part of what the client was to pay for the line, without tax; what of that is the lab's.
    net = models.BigIntegerField()
    cost = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    sold_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["contributor", "sold_at"], name="sold_by_contributor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(net__gte=0, cost__gte=0, percent__gte=0, percent__lte=100),
                name="allocation_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} of #{self.order_number}"

    @property
    def percent_words(self) -> str:
        return written(self.percent)

    @property
    def basis(self) -> int:
        """What the percentage is of, where nothing was left out or given back."""
        return max(0, self.net - self.cost)
