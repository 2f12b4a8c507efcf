"""Things of bookings that a route can name, with a secret in every text."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from modules.bookings.models import (
    Booking,
    BookingState,
    Calendar,
    ContractText,
    SessionType,
    Signature,
)


def make(secret: str) -> dict[str, str]:
    """A published session type, a mini session, and a signed booking of Carla."""
    at = timezone.now()
    calendar = Calendar.objects.create(name=f"Calendar {secret}")
    contract = ContractText.objects.create(title=f"Contract {secret}", text=f"Words {secret}")
    portrait = SessionType.objects.create(
        slug=slugify(f"portrait-{calendar.pk}-{secret}")[:80], title=f"Portrait {secret}",
        calendar=calendar, published_at=at, contract=contract,
    )  # fmt: skip
    mini = SessionType.objects.create(
        slug=slugify(f"mini-{secret}")[:80], title=f"Mini {secret}", kind="mini", date=at.date(),
        calendar=calendar,
    )  # fmt: skip
    package = portrait.packages.create(title=f"Classic {secret}", fee=20000)
    begins = at + timedelta(days=30)
    booking = Booking.objects.create(
        session_type=portrait, package=package, calendar=calendar, title=portrait.title,
        starts_at=begins, ends_at=begins + timedelta(hours=1),
        during=(begins, begins + timedelta(hours=1)), state=BookingState.BOOKED,
        name=f"Carla {secret}", email="carla@example.org", phone=f"+41 {secret}"[:40],
        note=f"Softly {secret}", currency="EUR", fee_mode="outside", booked_at=at,
    )  # fmt: skip
    signature = Signature.objects.create(
        booking=booking, title=contract.title, text=contract.text, sha256="0" * 64,
        name=f"Carla {secret}", email=booking.email, signed_at=at,
    )  # fmt: skip
    extra = portrait.add_ons.create(title=f"Outfit {secret}", price=1500)
    waiting = mini.waitlist.create(name=secret, email="ben@example.org", note=secret, since=at)
    feed = calendar.feeds.create(name=secret, url=f"https://example.org/{secret}", problem=secret)
    return {
        "add_on": extra.public_id, "waiting": waiting.public_id, "feed": feed.public_id,
        "kind": "mini", "when": "before",
        "bookable": portrait.public_id, "bookable_slug": portrait.slug, "mini": mini.public_id,
        "booking": booking.public_id, "booking_key": booking.key,
        "signature": signature.public_id, "contract_text": contract.public_id,
        "calendar": calendar.public_id, "calendar_key": calendar.feed_key,
        "package": package.public_id,
    }  # fmt: skip
