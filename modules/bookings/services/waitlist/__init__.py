"""Who waits for a place of a mini session that is full, and what they are offered, in order."""

from modules.bookings.services.waitlist.joining import NotFull, join, leave
from modules.bookings.services.waitlist.offering import NobodyWaits, offer, offer_next, pass_on

__all__ = ["NobodyWaits", "NotFull", "join", "leave", "offer", "offer_next", "pass_on"]
