from __future__ import annotations

from safelight.privacy.models.consents import (
    ConsentEntry,
    ConsentRequest,
    ConsentType,
    ConsentWording,
)
from safelight.privacy.models.wishes import Erasure, Packet, Wish

__all__ = [
    "ConsentEntry",
    "ConsentRequest",
    "ConsentType",
    "ConsentWording",
    "Erasure",
    "Packet",
    "Wish",
]
