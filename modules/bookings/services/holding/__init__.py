"""Whose a place is: held for a quarter of an hour, confirmed, moved, given back."""

from modules.bookings.services.holding.confirming import approve_later, confirm
from modules.bookings.services.holding.ending import cancel, mark, release, release_expired
from modules.bookings.services.holding.moving import CostsMore, move
from modules.bookings.services.holding.places import (
    Place,
    TimeTaken,
    WrongLink,
    by_key,
    places_for,
    waiting_comes_first,
)
from modules.bookings.services.holding.taking import HOLD, TooManyHeld, hold
from modules.bookings.services.holding.terms import NotOffered

__all__ = [
    "HOLD",
    "CostsMore",
    "NotOffered",
    "Place",
    "TimeTaken",
    "TooManyHeld",
    "WrongLink",
    "approve_later",
    "by_key",
    "cancel",
    "confirm",
    "hold",
    "mark",
    "move",
    "places_for",
    "release",
    "release_expired",
    "waiting_comes_first",
]
