"""What other modules may ask of selling. They import this file, ``hooks``, ``events`` and, for
foreign keys, ``models``.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from modules.commerce import framing
from modules.commerce.exporting import sheets
from modules.commerce.money import currencies
from modules.commerce.money.allocation import allocate, percent_of, round_half_up
from modules.commerce.money.refunding import spread
from modules.commerce.payments import providers
from modules.commerce.privacy import orders_of as _orders_of
from modules.commerce.services.addresses import AddressIncomplete, countries, country_name
from modules.commerce.services.addresses import checked as checked_address
from modules.commerce.services.addresses import lines as address_lines
from modules.commerce.services.costs.at_home import net_at_home
from modules.commerce.services.costs.shipping_rules import profiles as shipping_profiles
from modules.commerce.services.deliverables import (
    BadTerms,
    DeliverablesFacts,
    deliverables_of,
    set_deliverables,
    terms_of,
)
from modules.commerce.services.delivery import at_lab
from modules.commerce.services.delivery.handing_over import BadTracking, Tracking, check_tracking
from modules.commerce.services.orders.charging import (
    Charged,
    ChargeLine,
    cancel_charge,
    charge,
    paid,
    pay_address,
)
from modules.commerce.services.orders.locking import lock as lock_order
from modules.commerce.services.paying.marking import mark_paid
from modules.commerce.services.pricelists import lists, options, rows
from modules.commerce.settings import CommerceSettings
from modules.commerce.settings import countries as country_choices
from modules.commerce.site.address_forms import AddressForm
from modules.commerce.sold import (
    SoldItem,
    SoldLine,
    SoldOrder,
    SoldRefund,
    expected_costs,
    sold_orders,
)
from modules.commerce.workspace.forms.fields import AmountField
from modules.commerce.workspace.reads.history import of as history
from safelight.kernel.privacy import Subject
from safelight.site import selectors as site

if TYPE_CHECKING:
    from modules.commerce.papers.sheet import Column, Sheet

__all__ = [
    "AddressForm",
    "AddressIncomplete",
    "AmountField",
    "BadTerms",
    "BadTracking",
    "ChargeLine",
    "Charged",
    "DeliverablesFacts",
    "SoldItem",
    "SoldLine",
    "SoldOrder",
    "SoldRefund",
    "Tracking",
    "address_lines",
    "allocate",
    "at_lab",
    "cancel_charge",
    "charge",
    "check_tracking",
    "checked_address",
    "countries",
    "country_choices",
    "country_name",
    "currencies",
    "deliverables_of",
    "expected_costs",
    "framing",
    "history",
    "lettering",
    "lists",
    "lock_order",
    "mark_paid",
    "net_at_home",
    "options",
    "orders_of_client",
    "paid",
    "paper_size",
    "pay_address",
    "pays_online",
    "percent_of",
    "round_half_up",
    "rows",
    "set_deliverables",
    "settings",
    "sheet",
    "sheet_column",
    "sheets",
    "shipping_profiles",
    "sold_orders",
    "spread",
    "terms_of",
]


def lettering() -> tuple[Path, ...]:
    """Files of the fonts that papers are set in, the usual one first."""
    # Only here: what reads fonts takes memory, in processes that write nothing too.
    from modules.commerce.papers import letters

    return (letters.FACES["B"], *letters.SCRIPTS, *letters.large())


def paper_size() -> str:
    """What the studio prints papers on: ``A4`` or ``Letter``."""
    return "Letter" if settings().paper == "Letter" else "A4"


def sheet(*, language: str, foot: str, pages: int, at: datetime) -> Sheet:
    """A sheet of the studio's paper, with its fonts and margins; close its fonts in the end."""
    # Only here: the library takes 50 MB of memory, in processes that print nothing too.
    from modules.commerce.papers.sheet import Sheet

    return Sheet(paper_size(), language=language, foot=foot, pages=pages, at=at)


def pays_online(at: datetime) -> bool:
    """Whether clients can pay here; else only as the studio's words say."""
    return bool(providers.available(at))


def sheet_column(title: str, width: float, *, align: Literal["L", "R"] = "R") -> Column:
    """A column of a sheet's table, millimetres wide."""
    # Only here: as above.
    from modules.commerce.papers.sheet import Column

    return Column(title, width, align)


def orders_of_client(subject: Subject) -> list[int]:
    """Ids of the orders that a client placed, signed in or not."""
    return list(_orders_of(subject).values_list("pk", flat=True))


def settings() -> CommerceSettings:
    """What the studio has set about selling."""
    return site.module_settings("commerce", CommerceSettings)
