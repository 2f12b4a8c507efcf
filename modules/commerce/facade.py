"""What other modules may ask of selling. They import this file, ``hooks``, ``events`` and, for
foreign keys, ``models``.
"""

from __future__ import annotations

from modules.commerce import framing
from modules.commerce.money.allocation import round_half_up
from modules.commerce.papers.sheet import Column, Sheet
from modules.commerce.services.addresses import AddressIncomplete
from modules.commerce.services.addresses import checked as checked_address
from modules.commerce.services.addresses import lines as address_lines
from modules.commerce.services.delivery import at_lab
from modules.commerce.services.delivery.handing_over import BadTracking, Tracking, check_tracking
from modules.commerce.services.orders.locking import lock as lock_order
from modules.commerce.settings import CommerceSettings
from modules.commerce.settings import countries as country_choices
from modules.commerce.site.address_forms import AddressForm
from modules.commerce.workspace.reads.history import of as history
from safelight.site import selectors as site

__all__ = [
    "AddressForm",
    "AddressIncomplete",
    "BadTracking",
    "Column",
    "Sheet",
    "Tracking",
    "address_lines",
    "at_lab",
    "check_tracking",
    "checked_address",
    "country_choices",
    "framing",
    "history",
    "lock_order",
    "paper_size",
    "round_half_up",
]


def paper_size() -> str:
    """What the studio prints papers on: ``A4`` or ``Letter``."""
    stored = site.module_settings("commerce", CommerceSettings)
    return "Letter" if stored.paper == "Letter" else "A4"
