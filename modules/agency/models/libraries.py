"""Libraries, and what each member of the team may do in which."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.agency.models.contributors import Contributor
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Library(StudioRow):
    """The files of one photographer or desk. They lie in its home, a gallery that is in no list."""

    class Colour(models.TextChoices):
        """Tags that can be told apart with any eyes, on light and dark."""

        SLATE = "slate", _("Slate")
        RED = "red", _("Red")
        ORANGE = "orange", _("Orange")
        YELLOW = "yellow", _("Yellow")
        GREEN = "green", _("Green")
        TEAL = "teal", _("Teal")
        BLUE = "blue", _("Blue")
        VIOLET = "violet", _("Violet")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80, unique=True)
    colour = models.CharField(max_length=6, choices=Colour.choices, default=Colour.SLATE)
    note = models.TextField(blank=True)
    home = models.OneToOneField("gallery.Gallery", on_delete=models.PROTECT, related_name="+")
    # Whose work its files are, where they do not say otherwise (``Credit``).
    contributor = models.ForeignKey(
        Contributor, null=True, blank=True, on_delete=models.PROTECT, related_name="libraries"
    )
    # Files are shown to clients only after somebody with the right to has approved them.
    review_first = models.BooleanField(default=False)
    # What the team gets when it downloads from here; None: the untouched files.
    export_format = models.ForeignKey(
        "gallery.DeliveryFormat", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Written across the low-resolution download of its files; empty for none.
    watermark = models.CharField(max_length=60, blank=True)
    watermark_opacity = models.PositiveSmallIntegerField(default=35)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(watermark_opacity__gte=5, watermark_opacity__lte=100),
                name="watermark_opacity_in_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RightsSet(StudioRow):
    """A named set of rights in a library (``gallery.access.sight.Right``), to be given to many."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=60, unique=True)
    rights = models.JSONField(default=list)
    # Made by us: can be copied and not be changed, so that its name keeps its meaning.
    is_preset = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_preset", "name"]

    def __str__(self) -> str:
        return self.name


class LibraryAccess(StudioRow):
    """What a member may do in a library, or in each one that has no row of its own for them.

    A row for the library replaces the one for every library; without either, nothing.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    # None: every library, those of the future too.
    library = models.ForeignKey(
        Library, null=True, on_delete=models.CASCADE, related_name="accesses"
    )
    rights_set = models.ForeignKey(RightsSet, on_delete=models.PROTECT, related_name="accesses")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "library"], nulls_distinct=False, name="one_access_a_library"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.rights_set}"


class MemberLimits(StudioRow):
    """What a member has before them besides: of galleries, only some branches of the tree."""

    member = models.OneToOneField("accounts.Member", on_delete=models.CASCADE, related_name="+")
    # Whether the branches count at all: a member who loses the last one sees no gallery, not all.
    only_branches = models.BooleanField(default=False)
    branches = models.ManyToManyField("gallery.Gallery", blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.member_id}"


class Review(StudioRow):
    """How far a file is on its way past somebody else's eyes; its newest version counts."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for review")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    photo = models.OneToOneField("gallery.Photo", on_delete=models.CASCADE, related_name="+")
    # What was looked at: a replaced file waits again.
    version = models.ForeignKey("gallery.PhotoVersion", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    note = models.TextField(blank=True)
    since = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.photo_id} {self.state}"
