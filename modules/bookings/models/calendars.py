"""When somebody can be booked: working hours, days apart, and what other calendars say."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Calendar(StudioRow):
    """One photographer's time, or a room's; nobody is booked twice at once in it.

    Times of day are of the studio's time zone (``site.SiteSettings``).
    """

    # The secret part of the address by which other programs read it.
    feed_key = models.CharField(max_length=22, unique=True, default=public_id.new)
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80, unique=True)
    member = models.ForeignKey(
        "accounts.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class WorkingHours(StudioRow):
    """A part of each such weekday (0 is Monday) in which sessions may lie."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    # Midnight means the end of the day.
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "begins"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_of_a_week"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")) | Q(ends="00:00"), name="hours_have_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}–{self.ends}"


class SpecialDay(StudioRow):
    """A date whose hours are other than its weekday's; without times, closed."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="special_days")
    date = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["date", "begins"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins=None, ends=None)
                | Q(ends__gt=F("begins"))
                | Q(begins__isnull=False, ends="00:00"),
                name="special_hours_have_a_length",
            ),
        ]

    def __str__(self) -> str:
        return str(self.date)


class BusyFeed(StudioRow):
    """Somebody's calendar elsewhere (iCalendar, RFC 5545), read again and again."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    # What the server said of the last answer, so that an unchanged one is not sent again.
    etag = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class BusyBlock(StudioRow):
    """When such a calendar says somebody is busy."""

    feed = models.ForeignKey(BusyFeed, on_delete=models.CASCADE, related_name="blocks")
    during = DateTimeRangeField()
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["feed"], name="blocks_of_a_feed")]

    def __str__(self) -> str:
        return self.title
