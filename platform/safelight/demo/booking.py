"""What can be booked in the demonstration: portraits at free times, and a day of mini sessions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from modules.bookings.models import (
    Calendar,
    ContractText,
    Questionnaire,
    SessionType,
    Slot,
    WorkingHours,
)
from modules.bookings.services import clock
from modules.commerce.money.currencies import exponent
from modules.gallery.models import Gallery
from safelight.site import selectors as site
from tenants import modules, resolve
from tenants.context import current_studio

# The studio that takes bookings, and the gallery whose photos it shows with them.
HOUSE, PICTURES = "lindqvist", "Portfolio"
ABOUT = (
    "An hour by the lake, in the light before dusk. Bring somebody you like and something warm; "
    "we walk, we talk, and you forget the camera."
)
MINI = "Twenty minutes in front of the old boathouse, hot chocolate included."
AGREEMENT = (
    "Agreement between {{studio}} and {{client_name}}\n\n"
    "{{session}}, {{package}}, on {{date}} at {{time}}, {{place}}.\n\n"
    "1. The fee is {{fee}}. {{retainer}} are paid when booking, the rest until {{balance_due}}.\n\n"
    "2. In bad weather we agree on another day.\n\n"
    "3. The photos are yours to share with family and friends; we may show some of them."
)
SLOTS, LENGTH, APART = 8, timedelta(minutes=20), timedelta(minutes=30)


def set_up(address: str, *, at: datetime) -> None:
    """Make both in the studio we are in, unless it takes bookings already."""
    if address != HOUSE or SessionType.objects.exists():
        return
    modules.switch_on(studio=current_studio(), module="bookings", at=at)
    resolve.forget_all()
    calendar = Calendar.objects.create(name="Astrid")
    WorkingHours.objects.bulk_create(
        WorkingHours(calendar=calendar, weekday=weekday, begins=time(10), ends=time(18))
        for weekday in range(1, 6)
    )
    pictures = Gallery.objects.filter(title=PICTURES).first()
    unit = 10 ** exponent(site.site_settings().currency)
    _portrait(calendar, pictures, unit, at)
    _mini(calendar, pictures, unit, at)


def _portrait(calendar: Calendar, pictures: Gallery | None, unit: int, at: datetime) -> None:
    made = SessionType.objects.create(
        slug="portraits-by-the-lake", title="Portraits by the lake", description=ABOUT,
        place="The boathouse, Lakeside 4", calendar=calendar, pictures=pictures, minutes=60,
        buffer_after=30, fee_mode="retainer", published_at=at, reminders=[48], included=10,
        upsell=True, extra_price=15 * unit, gallery_days=90, position=1,
        contract=ContractText.objects.create(title="Agreement", text=AGREEMENT),
    )  # fmt: skip
    made.packages.create(
        title="Just you", description="One person, one hour.", fee=280 * unit, position=1
    )
    made.packages.create(
        title="The two of you", fee=420 * unit, minutes=90, position=2, own_terms=True,
        description="Two people, an hour and a half, two places.", included=20, upsell=True,
        extra_price=15 * unit,
    )  # fmt: skip
    made.add_ons.create(title="Make-up before", price=90 * unit, position=1)
    asked = Questionnaire.objects.create(session_type=made, title="Before we meet")
    asked.questions.create(text="What are the photos for?", kind="line", position=1)
    asked.questions.create(text="Is there anything we should know?", kind="text", position=2)


def _mini(calendar: Calendar, pictures: Gallery | None, unit: int, at: datetime) -> None:
    """On the Sunday in three weeks, from ten o'clock; the last time costs more."""
    today = clock.today(at)
    day = today + timedelta(days=27 - today.weekday())
    made = SessionType.objects.create(
        kind="mini", slug="winter-minis", title="Winter minis", description=MINI, date=day,
        place="The boathouse, Lakeside 4", calendar=calendar, pictures=pictures, minutes=20,
        published_at=at, included=5, upsell=True, extra_price=12 * unit, position=2,
    )  # fmt: skip
    made.packages.create(title="Mini", fee=95 * unit)
    for number in range(SLOTS):
        begins = _at_ten(day) + number * APART
        is_last = number == SLOTS - 1
        Slot.objects.create(
            session_type=made, starts_at=begins, ends_at=begins + LENGTH,
            kind=Slot.Kind.PREMIUM if is_last else Slot.Kind.OPEN,
            surcharge=30 * unit if is_last else 0,
        )  # fmt: skip


def _at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=clock.zone())
