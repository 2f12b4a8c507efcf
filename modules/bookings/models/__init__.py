from modules.bookings.models.bookings import (
    BookedAddOn,
    Booking,
    BookingCannot,
    BookingCharge,
    BookingEntry,
    BookingState,
    Waiting,
)
from modules.bookings.models.calendars import (
    BusyBlock,
    BusyFeed,
    Calendar,
    SpecialDay,
    WorkingHours,
)
from modules.bookings.models.papers import (
    AnswerSheet,
    ContractText,
    Question,
    Questionnaire,
    Signature,
)
from modules.bookings.models.types import AddOn, Package, SessionType, Slot

__all__ = [
    "AddOn",
    "AnswerSheet",
    "BookedAddOn",
    "Booking",
    "BookingCannot",
    "BookingCharge",
    "BookingEntry",
    "BookingState",
    "BusyBlock",
    "BusyFeed",
    "Calendar",
    "ContractText",
    "Package",
    "Question",
    "Questionnaire",
    "SessionType",
    "Signature",
    "Slot",
    "SpecialDay",
    "Waiting",
    "WorkingHours",
]
