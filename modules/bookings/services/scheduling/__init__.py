"""When a session type can be booked, from its calendar's hours and all that is in it."""

from modules.bookings.services.scheduling.free import (
    busy_between,
    collides,
    free_times,
    length,
    takes,
)
from modules.bookings.services.scheduling.wall import Hours, Span, first_instant

__all__ = [
    "Hours",
    "Span",
    "busy_between",
    "collides",
    "first_instant",
    "free_times",
    "length",
    "takes",
]
