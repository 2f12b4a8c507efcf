"""Bookings for tests, by the pages that a client goes through. Use them inside a studio."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from modules.bookings.models import (
    Booking,
    ContractText,
    Package,
    Question,
    Questionnaire,
    SessionType,
    Slot,
)
from modules.bookings.services import holding
from modules.bookings.services.booking import details, finishing
from modules.bookings.services.booking.details import Details
from safelight.jobs import testing as jobs
from tests.bookings import calendars

WHO = {"name": "Carla Client", "email": "carla@example.org", "phone": "+41 44 1", "note": ""}
CONTRACT = "Between {{studio}} and {{client_name}}: {{session}} on {{date}} for {{fee}}."


def offered(*, fee: int = 0, **changed: Any) -> tuple[SessionType, Package]:
    """A session type with one package, open at any hour of the weeks to come."""
    made = calendars.session_type(calendars.calendar(), **{"fee_mode": "whole", **changed})
    return made, calendars.package(made, fee=fee)


def with_contract(of: SessionType, text: str = CONTRACT) -> ContractText:
    made: ContractText = ContractText.objects.create(title="Contract", text=text)
    of.contract = made
    of.save(update_fields=["contract"])
    return made


def with_question(of: SessionType, when: str = "before", **changed: Any) -> Question:
    asked = Questionnaire.objects.create(session_type=of, when=when, title="About you")
    made: Question = asked.questions.create(**{"text": "Which colours?", **changed})
    return made


def free_hour(days: int = 14) -> datetime:
    """Ten o'clock on a working day in two weeks."""
    day = timezone.now() + timedelta(days=days)
    day += timedelta(days=(7 - day.weekday()) % 7)
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def held(of: SessionType, package: Package | None, when: datetime | Slot, **more: Any) -> Booking:
    """Somebody holds it now, and has written who they are."""
    place: dict[str, Any] = {"slot": when} if isinstance(when, Slot) else {"starts_at": when}
    booking = holding.hold(
        session_type=of, package=package, at=timezone.now(),
        visitor=more.pop("visitor", None) or calendars.visitor(), **place,
    )  # fmt: skip
    who = Details(**WHO | more)
    return details.write(booking=booking, details=who, at=timezone.now())


def booked(of: SessionType, package: Package | None, when: datetime | Slot, **who: Any) -> Booking:
    """As ``held``, and booked, where nothing has to be paid first."""
    held(of, package, when, **who)
    booking = Booking.objects.order_by("-pk")[0]
    done = finishing.finish(booking=booking, at=timezone.now()).booking
    jobs.drain()
    return done


def choose(browser: Browser, of: SessionType, when: datetime | Slot, **more: str) -> Any:
    """What the buttons of the page of a session type send."""
    package = of.packages.first()
    chosen = {"package": package.public_id} if package else {}
    if isinstance(when, Slot):
        chosen["slot"] = when.public_id
    else:
        chosen["time"] = when.isoformat()
    return browser.post(f"/book/{of.slug}/", {**chosen, **more})
