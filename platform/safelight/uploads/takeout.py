"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.takeout import Takeout

TAKEOUT = Takeout(
    stays={
        "uploads.StorageChange": "Counts of room taken, which follow from the files.",
        "uploads.Upload": "Uploads on their way; what arrived goes along as photos.",
    },
)
