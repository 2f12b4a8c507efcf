"""Galleries and what is placed in them."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from tenants.rows import StudioRow

DEEPEST_LEVEL = 10


class TooDeep(Refusal):
    code = "gallery_too_deep"


class CannotHoldItself(Refusal):
    code = "gallery_cannot_hold_itself"


class Gallery(StudioRow):
    """A page of photos with rules of its own; may hold sub-galleries, ten levels deep."""

    class Style(models.TextChoices):
        STANDARD = "standard", _("Standard")
        PROOFING = "proofing", _("Proofing")

    class Layout(models.TextChoices):
        ROWS = "rows", _("Justified rows")
        GRID = "grid", _("Uniform grid")
        STORY = "story", _("One-column story")

    class Transfer(models.TextChoices):
        """Who downloads the finals that were uploaded to the gallery's photo transfer."""

        NONE = "", _("No photo transfer")
        NOBODY = "nobody", _("Nobody")
        ORDERED = "ordered", _("Each client what they ordered and paid")
        ANYBODY = "anybody", _("Anybody who may enter, everything")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    event_date = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    preset = models.CharField(max_length=40, blank=True)
    # What its clients read first.
    welcome = models.TextField(blank=True)

    style = models.CharField(max_length=10, choices=Style.choices, default=Style.STANDARD)
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.ROWS)
    hidden = models.BooleanField(default=True)
    comments_on = models.BooleanField(default=False)
    ratings_on = models.BooleanField(default=False)
    picks_on = models.BooleanField(default=True)
    show_state = models.BooleanField(default=False)
    # The face that it shows to clients. None: of the gallery above, or the studio's own.
    brand = models.ForeignKey(
        "site.Brand", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cover = models.ForeignKey(
        "gallery.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # States in which a photo may be ordered; an empty list offers all.
    order_states = models.JSONField(default=list, blank=True)
    order_format = models.ForeignKey(
        "gallery.DeliveryFormat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Deliver an ordered photo by itself when it becomes FINAL, without the two clicks.
    deliver_when_final = models.BooleanField(default=False)

    # After this moment clients pick and order nothing more.
    choose_until = models.DateTimeField(null=True, blank=True)
    # From this moment on clients do not come in any more, here and in all below.
    closes_at = models.DateTimeField(null=True, blank=True)
    # When that was noticed and told, by the clock.
    closed_at = models.DateTimeField(null=True, blank=True)
    transfer = models.CharField(max_length=8, choices=Transfer.choices, blank=True)
    # Who ordered a print of a photo downloads its final, too.
    transfer_with_prints = models.BooleanField(default=False)
    # The gallery whose finals are kept here. Such a gallery stays a draft, and in no list.
    finals_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="finals"
    )

    # Where the files of a library are kept, for a module above: a draft, and in no list.
    is_home = models.BooleanField(default=False)

    # Without rows of its own, the nearest ancestor that has some decides.
    own_authorizations = models.BooleanField(default=True)
    # Raised with every change that takes a right away, so that signed links are decided anew.
    access_revision = models.PositiveBigIntegerField(default=1)
    # Raised with every change that its clients can see, so that an unchanged page is known.
    content_revision = models.PositiveBigIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="gallery_not_own_parent"),
            models.CheckConstraint(
                condition=Q(own_authorizations=True) | Q(parent__isnull=False),
                name="only_sub_galleries_inherit",
            ),
            models.CheckConstraint(
                condition=Q(finals_of__isnull=True) | Q(published_at__isnull=True),
                name="finals_stay_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(is_home=False) | Q(published_at__isnull=True, parent__isnull=True),
                name="homes_stay_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def shown(cls) -> models.QuerySet[Gallery]:
        """Galleries as the team knows them: those that only keep files are in no list."""
        found: models.QuerySet[Gallery] = cls.objects.filter(finals_of=None, is_home=False)
        return found

    @staticmethod
    def open_now() -> Q:
        """What of published galleries has not closed, by the database's clock."""
        on = Q(closes_at__isnull=True) | Q(closes_at__gt=Now())
        return Q(published_at__isnull=False) & on

    def publish(self, *, at: datetime) -> None:
        """Let those who are authorized in; photos are added and taken away as before."""
        if self.published_at is None:
            self.published_at = at
            self.save(update_fields=["published_at"])

    def unpublish(self) -> None:
        """Close every door for clients at once, links that were signed before included."""
        self.published_at = None
        self.save(update_fields=["published_at"])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether its last day has passed, published or not."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether those who are authorized come in, as far as this level goes."""
        return self.is_published and not self.is_closed

    @property
    def only_keeps_files(self) -> bool:
        """Whether it is a page of nobody: neither of clients nor, under galleries, of the team."""
        return self.is_home or self.finals_of_id is not None

    @property
    def has_transfer(self) -> bool:
        return bool(self.transfer)

    def is_over(self, *, at: datetime) -> bool:
        """Whether the time to pick and order has passed."""
        return self.choose_until is not None and self.choose_until <= at

    def to_look_at(self) -> Gallery:
        """As it is for those who only look, never to be saved: nothing is said about photos."""
        seen = copy(self)
        seen.picks_on = seen.ratings_on = seen.comments_on = False
        return seen

    def worn_brand_id(self) -> int | None:
        """Id of the brand that it wears: its own, or the nearest one above."""
        if self.brand_id is not None or self.parent_id is None:
            own: int | None = self.brand_id
            return own
        return next((each.brand_id for each in self.ancestors() if each.brand_id), None)

    def ancestors(self) -> list[Gallery]:
        """Parents, nearest first; at most ``DEEPEST_LEVEL`` queries."""
        found: list[Gallery] = []
        above = self.parent
        while above is not None and len(found) < DEEPEST_LEVEL:
            found.append(above)
            above = above.parent
        return found


class Placement(StudioRow):
    """That a photo is shown in a gallery; taking it out leaves the photo where else it is."""

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="placements")
    photo = models.ForeignKey("gallery.Photo", on_delete=models.CASCADE, related_name="placements")
    # The gallery is a home (``Gallery.is_home``), and a photo has one home at most.
    in_home = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    placed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gallery", "photo"], name="a_photo_once_a_gallery"),
            models.UniqueConstraint(
                fields=["photo"], condition=Q(in_home=True), name="one_home_a_photo"
            ),
        ]
        indexes = [models.Index(fields=["gallery", "position", "id"], name="placement_order")]

    def __str__(self) -> str:
        return f"{self.photo_id} in {self.gallery_id}"
