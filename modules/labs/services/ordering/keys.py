"""The key of a lab order: the same for every attempt, another one only where it is begun anew."""

from __future__ import annotations

import hashlib
import secrets

from modules.labs.models import LabOrder
from safelight.jobs import switches
from tenants.context import current_studio


def of(lab_order: LabOrder) -> str:
    """Of the studio, the lab order, its edition and how often it was sent once more."""
    if switches.is_off("lab_keys"):
        return secrets.token_hex(16)
    parts = (current_studio().uuid, lab_order.public_id, lab_order.edition, lab_order.again)
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def begin_anew(lab_order: LabOrder) -> None:
    """The lab has nothing of it, by its own word: forget how it knew it, without saving."""
    lab_order.edition += 1
    lab_order.again = 0
    lab_order.key = of(lab_order)
    lab_order.trace, lab_order.unclear_at = {}, None
    lab_order.lab_id = lab_order.stage = lab_order.word = ""
    lab_order.asked_at = lab_order.quoted = None


BEGUN_ANEW = (
    "edition", "again", "key", "trace", "unclear_at", "lab_id", "stage", "word", "asked_at",
    "quoted",
)  # fmt: skip
