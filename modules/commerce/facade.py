"""What other modules may ask of selling. They import this file, ``hooks``, ``events`` and, for
foreign keys, ``models``.
"""

from __future__ import annotations

from modules.commerce import framing
from modules.commerce.services.delivery import at_lab
from modules.commerce.services.delivery.handing_over import BadTracking, Tracking
from modules.commerce.services.orders.locking import lock as lock_order
from modules.commerce.workspace.reads.history import of as history

__all__ = ["BadTracking", "Tracking", "at_lab", "framing", "history", "lock_order"]
