"""What can be booked: session types, mini sessions, their packages and add-ons.

Amounts are minor units of the studio's currency, durations minutes. What was booked keeps its own
copy of all of it: changing a session type changes no booking and no gallery.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.bookings.models.calendars import Calendar
from modules.bookings.models.papers import ContractText
from modules.commerce.models import DeliverableTerms
from safelight.kernel import public_id
from tenants.rows import StudioRow


class SessionType(DeliverableTerms):
    """Something to book, with a page of its own; its terms are those of packages without any.

    A mini session is one with a date and slots (``Slot``); the others are booked at any free time.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("Session type")
        MINI = "mini", _("Mini session")

    class Fee(models.TextChoices):
        WHOLE = "whole", _("The whole fee when booking")
        RETAINER = "retainer", _("A retainer when booking, the balance later")
        OUTSIDE = "outside", _("Outside: you and your client settle it")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.SESSION)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    # A gallery that anybody may enter, whose first photos the page shows.
    pictures = models.ForeignKey(
        "gallery.Gallery", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="session_types")
    minutes = models.PositiveIntegerField(default=60)
    buffer_before = models.PositiveIntegerField(default=0)
    buffer_after = models.PositiveIntegerField(default=0)
    # Free times are offered every so many minutes.
    step = models.PositiveIntegerField(default=30)
    # The soonest, in hours from now, and the latest, in days.
    notice = models.PositiveIntegerField(default=24)
    horizon = models.PositiveIntegerField(default=90)
    fee_mode = models.CharField(max_length=8, choices=Fee.choices, default=Fee.WHOLE)
    # Percent of the fee that is paid when booking; the balance is due so many days before.
    retainer = models.PositiveSmallIntegerField(default=30)
    balance_days = models.PositiveSmallIntegerField(default=14)
    # Hours before the session until which clients move or cancel it themselves; None: never.
    change_until = models.PositiveIntegerField(null=True, blank=True, default=48)
    # The studio says yes to each booking before it stands.
    approve_first = models.BooleanField(default=False)
    contract = models.ForeignKey(
        ContractText, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Own words of mails: {"confirmation": {"subject": …, "text": …}, "reminder": …}; ours where
    # nothing is written.
    mails = models.JSONField(default=dict, blank=True)
    # Hours before a session at which its client is reminded.
    reminders = models.JSONField(default=list, blank=True)
    # Galleries made from its bookings expire so many days after; None: never.
    gallery_days = models.PositiveIntegerField(null=True, blank=True)

    # Of a mini session.
    date = models.DateField(null=True, blank=True)
    waitlist_on = models.BooleanField(default=True)
    # Whether a freed place is offered to who waits first by itself, and for how many hours.
    waitlist_by_itself = models.BooleanField(default=True)
    waitlist_hours = models.PositiveSmallIntegerField(default=12)

    position = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    # The page is shown and takes no bookings.
    paused_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(DeliverableTerms.Meta):
        abstract = False
        ordering = ["position", "pk"]
        constraints = [
            *DeliverableTerms.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="session", date=None) | Q(kind="mini", date__isnull=False),
                name="only_minis_have_a_date",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=1440, step__gte=5), name="session_length"
            ),
            models.CheckConstraint(
                condition=Q(retainer__gte=1, retainer__lte=99), name="retainer_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_mini(self) -> bool:
        return self.kind == self.Kind.MINI

    @property
    def is_open(self) -> bool:
        """Whether its page takes bookings."""
        return self.published_at is not None and self.paused_at is None and self.archived_at is None


class Package(DeliverableTerms):
    """One way to book it: a fee, a duration, and what comes with it."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(SessionType, on_delete=models.CASCADE, related_name="packages")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    fee = models.BigIntegerField(default=0)
    # None: as long as the session type; slots of minis have their own length.
    minutes = models.PositiveIntegerField(null=True, blank=True)
    # Without own terms, those of the session type hold.
    own_terms = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(DeliverableTerms.Meta):
        abstract = False
        ordering = ["position", "pk"]
        constraints = [
            *DeliverableTerms.Meta.constraints,
            models.CheckConstraint(condition=Q(fee__gte=0), name="fee_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> DeliverableTerms:
        return self if self.own_terms else self.session_type


class AddOn(StudioRow):
    """Something more with any package: a second outfit, a print, an assistant."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(SessionType, on_delete=models.CASCADE, related_name="add_ons")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    price = models.BigIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=1)
    # How much longer it makes a session, each; never a mini.
    minutes = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, most__gte=1), name="add_on_price"),
        ]

    def __str__(self) -> str:
        return self.title


class Slot(StudioRow):
    """One time of a mini session, for ``capacity`` bookings at once."""

    class Kind(models.TextChoices):
        OPEN = "open", pgettext_lazy("slot", "Open")
        RESERVED = "reserved", _("Reserved: only by its own link")
        PREMIUM = "premium", _("Premium: costs more")

    # The secret of a reserved slot's link.
    key = models.CharField(max_length=22, unique=True, default=public_id.new)
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(SessionType, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OPEN)
    # Minor units on top of the package's fee, or off it.
    surcharge = models.BigIntegerField(default=0)
    reduction = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), capacity__gte=1), name="slot_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(surcharge__gte=0, reduction__gte=0), name="slot_price_parts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
