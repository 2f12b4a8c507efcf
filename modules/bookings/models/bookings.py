"""Bookings: a time that belongs to a client, how far it is, and what it costs."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.bookings.models.calendars import Calendar
from modules.bookings.models.types import AddOn, Package, SessionType, Slot
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from tenants.rows import StudioRow


class BookingState(models.TextChoices):
    HELD = "held", _("Being booked")
    ASKED = "asked", _("Waits for your yes")
    BOOKED = "booked", _("Booked")
    DONE = "done", pgettext_lazy("booking", "Done")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    LAPSED = "lapsed", pgettext_lazy("booking", "Given up")


S = BookingState
# What may follow what. A lapsed one comes back when its payment arrives and its time is still free.
TRANSITIONS: dict[BookingState, frozenset[BookingState]] = {
    S.HELD: frozenset({S.ASKED, S.BOOKED, S.LAPSED, S.CANCELLED}),
    S.ASKED: frozenset({S.BOOKED, S.CANCELLED}),
    S.BOOKED: frozenset({S.DONE, S.NO_SHOW, S.CANCELLED}),
    S.DONE: frozenset({S.BOOKED, S.NO_SHOW}),
    S.NO_SHOW: frozenset({S.BOOKED, S.DONE}),
    S.CANCELLED: frozenset(),
    S.LAPSED: frozenset({S.BOOKED}),
}


class BookingCannot(Refusal):
    """What was asked does not fit how far the booking is."""

    code = "booking_cannot"


class Booking(StudioRow):
    """A place in a calendar or a slot. While it ``occupies``, nobody else can have that place.

    Title, fee, terms and the package's words are as they were booked.
    """

    # States in which the place is taken.
    TAKING: ClassVar[tuple[BookingState, ...]] = (S.HELD, S.ASKED, S.BOOKED, S.DONE, S.NO_SHOW)

    # The secret of the client's own page of it.
    key = models.CharField(max_length=22, unique=True, default=public_id.new)
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(SessionType, on_delete=models.PROTECT, related_name="bookings")
    package = models.ForeignKey(
        Package, null=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="bookings")
    slot = models.ForeignKey(Slot, null=True, on_delete=models.PROTECT, related_name="bookings")
    # Which of the slot's places, from 1.
    place_number = models.PositiveSmallIntegerField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # With the buffers around it.
    during = DateTimeRangeField()
    occupies = models.BooleanField(default=True)

    state = models.CharField(max_length=9, choices=BookingState.choices, default=S.HELD)
    held_until = models.DateTimeField(null=True)
    # Keyed digest of the network address that holds it, so that one cannot hold all; empty after.
    origin = models.CharField(max_length=32, blank=True)

    visitor = models.ForeignKey(
        "accounts.Visitor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    client = models.ForeignKey(
        "accounts.Client", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    # Of the page on which its client booked; "" as long as only the team had to do with it.
    language = models.CharField(max_length=10, blank=True)
    # For the team alone.
    remark = models.TextField(blank=True)

    title = models.CharField(max_length=120)
    package_title = models.CharField(max_length=120, blank=True)
    # The package with what its slot adds or takes off; add-ons come on top (``BookedAddOn``).
    fee = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    fee_mode = models.CharField(max_length=8, choices=SessionType.Fee.choices)
    retainer = models.BigIntegerField(default=0)
    balance_due_on = models.DateField(null=True)
    # When the team was paid outside, where nothing is charged here.
    settled_at = models.DateTimeField(null=True)
    # ``commerce.DeliverableTerms`` by field name, for the gallery to come.
    terms = models.JSONField(default=dict)
    place = models.CharField(max_length=200, blank=True)

    gallery = models.OneToOneField(
        "gallery.Gallery", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Raised when it is moved or cancelled (SEQUENCE of RFC 5545), so that calendars follow.
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    booked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            # Without the extension that compares numbers in such an index: a number is a range.
            ExclusionConstraint(
                name="nobody_booked_twice_at_once",
                expressions=[
                    (
                        Func(F("calendar"), F("calendar"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(occupies=True, slot=None),
            ),
            models.UniqueConstraint(
                fields=["slot", "place_number"],
                condition=Q(occupies=True),
                name="one_booking_a_place",
            ),
            models.CheckConstraint(
                condition=Q(slot=None, place_number=None)
                | Q(slot__isnull=False, place_number__gte=1),
                name="place_of_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), fee__gte=0, retainer__gte=0),
                name="booking_has_a_length",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="held_until_then"
            ),
            models.CheckConstraint(
                condition=~(Q(state="cancelled") | Q(state="lapsed")) | Q(occupies=False),
                name="what_is_over_takes_no_place",
            ),
        ]
        indexes = [
            models.Index(fields=["calendar", "starts_at"], name="bookings_of_a_calendar"),
            models.Index(fields=["state", "held_until"], name="bookings_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.name}"

    def move_to(self, state: BookingState) -> None:
        """Follow the table, without saving; raises ``BookingCannot``."""
        if state not in TRANSITIONS[BookingState(self.state)]:
            raise BookingCannot(
                _("This booking is “%(now)s” and cannot become “%(then)s”.")
                % {"now": BookingState(self.state).label, "then": state.label}
            )
        self.state, self.occupies = state, state in self.TAKING

    @property
    def spoken(self) -> str:
        """The language of its client; "" where only the studio's is known."""
        return (self.client.person.language if self.client else "") or self.language


class BookedAddOn(StudioRow):
    """An add-on as it was booked; ``price`` for one."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="add_ons")
    add_on = models.ForeignKey(AddOn, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120)
    price = models.BigIntegerField()
    quantity = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class BookingCharge(StudioRow):
    """An order by which a part of a booking is paid."""

    class What(models.TextChoices):
        WHOLE = "whole", _("Fee")
        RETAINER = "retainer", _("Retainer")
        BALANCE = "balance", pgettext_lazy("payment", "Balance")

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="charges")
    order = models.OneToOneField("commerce.Order", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    due_on = models.DateField(null=True)
    # None as long as it counts: an order that was cancelled or replaced does not.
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "what"], condition=Q(void_at=None), name="charged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.booking_id}"


class Waiting(StudioRow):
    """Somebody on the waitlist of a mini session, in the order in which they came."""

    # The secret of their own link.
    key = models.CharField(max_length=22, unique=True, default=public_id.new)
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    session_type = models.ForeignKey(SessionType, on_delete=models.CASCADE, related_name="waitlist")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    since = models.DateTimeField()
    # A slot that is kept for them until then, by their own link.
    offered = models.ForeignKey(Slot, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_until = models.DateTimeField(null=True)
    booking = models.OneToOneField(Booking, null=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_type", "email"],
                condition=Q(left_at=None),
                name="waiting_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BookingEntry(StudioRow):
    """The history of a booking: who did what, when."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="entries")
    verb = models.CharField(max_length=30)
    details = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_client = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.verb
