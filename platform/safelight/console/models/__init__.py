"""The console's rows, all of them in the public schema."""

from __future__ import annotations

from safelight.console.models.announcements import Announcement, Dismissal
from safelight.console.models.deeds import Erasure, OperatorEntry
from safelight.console.models.factors import (
    TABLES,
    OperatorPasskey,
    OperatorRecoveryCode,
    OperatorTotp,
)
from safelight.console.models.figures import DayFigures, HourLoad, MailDigest, StudioFigures
from safelight.console.models.people import Operator, OperatorSession, TryCount
from safelight.console.models.support import Acting, SupportDoor

__all__ = [
    "TABLES",
    "Acting",
    "Announcement",
    "DayFigures",
    "Dismissal",
    "Erasure",
    "HourLoad",
    "MailDigest",
    "Operator",
    "OperatorEntry",
    "OperatorPasskey",
    "OperatorRecoveryCode",
    "OperatorSession",
    "OperatorTotp",
    "StudioFigures",
    "SupportDoor",
    "TryCount",
]
