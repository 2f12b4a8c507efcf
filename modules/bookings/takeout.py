"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from modules.bookings import taking
from safelight.kernel.reasons import COUNTS, SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "bookings.Calendar",
            "public_id name member position archived_at",
            stays={"feed_key": SECRET},
        ),
        Table(
            "bookings.WorkingHours",
            "calendar weekday begins ends",
        ),
        Table(
            "bookings.SpecialDay",
            "calendar date begins ends note",
        ),
        Table(
            "bookings.BusyFeed",
            "public_id calendar name read_at tried_at problem",
            stays={"url": SECRET, "etag": COUNTS},
        ),
        Table(
            "bookings.ContractText",
            "public_id title text archived_at",
        ),
        Table(
            "bookings.Questionnaire",
            "public_id session_type when title",
        ),
        Table(
            "bookings.Question",
            "public_id questionnaire kind text help choices required position",
        ),
        Table(
            "bookings.Signature",
            "public_id booking title text sha256 name email remote_address browser drawn "
            "trail signed_at",
        ),
        Table(
            "bookings.AnswerSheet",
            "booking when title answers answered_at",
        ),
        Table(
            "bookings.SessionType",
            "mode included upsell extra_price flat_price all_discount public_id kind slug "
            "title description place pictures calendar minutes buffer_before buffer_after "
            "step notice horizon fee_mode retainer balance_days change_until approve_first "
            "contract mails reminders gallery_days date waitlist_on waitlist_by_itself "
            "waitlist_hours position published_at paused_at archived_at created_at",
        ),
        Table(
            "bookings.Package",
            "mode included upsell extra_price flat_price all_discount public_id session_type "
            "title description fee minutes own_terms position withdrawn_at",
        ),
        Table(
            "bookings.AddOn",
            "public_id session_type title description price most minutes position withdrawn_at",
        ),
        Table(
            "bookings.Slot",
            "public_id session_type starts_at ends_at capacity kind surcharge reduction",
            stays={"key": SECRET},
        ),
        Table(
            "bookings.Booking",
            "public_id session_type package calendar slot place_number starts_at ends_at "
            "occupies state held_until origin visitor client name email phone note language remark "
            "title package_title fee currency fee_mode retainer balance_due_on settled_at "
            "terms place gallery revision created_at booked_at ended_at reason",
            stays={
                "key": SECRET,
                "during": "From beginning to end, with what is kept free around.",
            },
        ),
        Table(
            "bookings.BookedAddOn",
            "booking add_on title price quantity",
        ),
        Table(
            "bookings.BookingCharge",
            "booking order what due_on void_at",
        ),
        Table(
            "bookings.Waiting",
            "public_id session_type name email phone note language since offered offered_until "
            "booking left_at",
            stays={"key": SECRET},
        ),
        Table(
            "bookings.BookingEntry",
            "booking verb details by by_client at",
        ),
    ),
    stays={
        "bookings.BusyBlock": "Read again and again from calendars of elsewhere.",
    },
    files=taking.files,
    made=taking.made,
)
