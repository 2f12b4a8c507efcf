"""Work that takes time: the row is the job, Celery is the doorbell.

``enqueue`` writes a row with the change that needs it; ``handler`` says who does it.
"""

from __future__ import annotations

from safelight.jobs.enqueueing import (
    Enqueued,
    NoStudioToWorkFor,
    NotAnId,
    OutsideTransaction,
    enqueue,
)
from safelight.jobs.registry import UnknownKind, handler, platform_handler
from safelight.jobs.running import (
    LeaseLost,
    NotInAJob,
    Refused,
    Running,
    Skipped,
    TryLater,
    current,
    heartbeat,
)

__all__ = [
    "Enqueued",
    "LeaseLost",
    "NoStudioToWorkFor",
    "NotAnId",
    "NotInAJob",
    "OutsideTransaction",
    "Refused",
    "Running",
    "Skipped",
    "TryLater",
    "UnknownKind",
    "current",
    "enqueue",
    "handler",
    "heartbeat",
    "platform_handler",
]
