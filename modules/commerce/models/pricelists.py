"""Price lists: what is sold, at what price, and where it is offered.

One shape for the four things a studio sells: files to download, prints, all files of a gallery at
one price, and products tied to no file (a session, a book, a workshop).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from tenants.rows import StudioRow


class OtherRatios(models.TextChoices):
    """Prints that do not have the photo's shape."""

    HIDE = "hide", _("Do not offer them")
    CROP = "crop", _("Crop the photo; the client chooses the part")
    BORDER = "border", _("Leave a white border")


class PriceList(StudioRow):
    """Rows with prices, and rules that hold for each of them. Placed orders never look here."""

    class Kind(models.TextChoices):
        DOWNLOAD = "download", _("Downloads")
        PRINT = "print", _("Prints")
        GALLERY = "gallery", _("Whole gallery")
        PRODUCT = "product", _("Product or service")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    # Let clients add a comment to each item in the cart.
    item_comments = models.BooleanField(default=False)
    # Offer only photos in these states; an empty list offers all.
    offer_states = models.JSONField(default=list, blank=True)
    # Deliver at once only FINAL: the others can be ordered and wait.
    only_final_at_once = models.BooleanField(default=False)
    # Above this many the client reads "more than", at or below it the number; None says nothing.
    stock_shown_from = models.PositiveIntegerField(null=True, blank=True)
    # A product that is on the shop's page, whatever gallery it is offered in.
    in_shop = models.BooleanField(default=False)
    shipping_tier = models.ForeignKey(
        "commerce.ShippingTier", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shipping_profiles = models.ManyToManyField(
        "commerce.ShippingProfile", blank=True, related_name="price_lists"
    )
    # A lab makes and sends it, and a module above knows which one; otherwise the studio does.
    made_by_lab = models.BooleanField(default=False)
    # What becomes of prints whose shape is another than the photo's, beyond ``ratio_tolerance``
    # (percent of the longer side).
    other_ratios = models.CharField(
        max_length=6, choices=OtherRatios.choices, default=OtherRatios.CROP
    )
    ratio_tolerance = models.PositiveSmallIntegerField(default=2)
    # None: the studio's usual one.
    tax_profile = models.ForeignKey(
        "commerce.TaxProfile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Kept in step with a gallery's deliverables, offered by them alone, and shown on no price page.
    is_managed = models.BooleanField(default=False)
    # Set when it is no longer sold; what was placed in carts says so.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def written(cls) -> models.QuerySet[PriceList]:
        """Those that the team writes itself."""
        return cls.objects.filter(is_managed=False)

    @property
    def is_of_files(self) -> bool:
        """Whether each of its lines is about one photo."""
        return self.kind in (self.Kind.DOWNLOAD, self.Kind.PRINT)


class PriceRow(StudioRow):
    """One thing to buy from a list. ``amount`` in minor units of the studio's currency."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="rows")
    name = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    # How files of it are delivered; None: the untouched original.
    format = models.ForeignKey(
        "gallery.DeliveryFormat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Of a print: the finished size in millimetres, whichever way round; None where it has none.
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    # Instead of the list's own.
    shipping_tier = models.ForeignKey(
        "commerce.ShippingTier", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="row_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(width=None, height=None) | Q(width__gt=0, height__gt=0),
                name="row_has_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Option(StudioRow):
    """Something to choose with every row of a list: paper, frame, cover."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="options")
    name = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Choice(StudioRow):
    """One answer to an option; ``extra`` (minor units) is added to the price of each copy."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="choices")
    name = models.CharField(max_length=80)
    extra = models.BigIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(extra__gte=0), name="choice_extra_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Offering(StudioRow):
    """That a list is offered for one photo, or in a gallery (with its sub-galleries)."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="offerings")
    gallery = models.ForeignKey(
        "gallery.Gallery", null=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )
    photo = models.ForeignKey(
        "gallery.Photo", null=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gallery", "price_list"], name="offered_once_here"),
            models.UniqueConstraint(fields=["photo", "price_list"], name="offered_once_a_photo"),
            models.CheckConstraint(
                condition=Q(gallery__isnull=False, photo__isnull=True)
                | Q(gallery__isnull=True, photo__isnull=False),
                name="offered_in_a_gallery_or_for_a_photo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_list_id} for {self.gallery_id or self.photo_id}"
