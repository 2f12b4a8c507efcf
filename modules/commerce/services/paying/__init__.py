"""Money of orders: starting payments, hearing of them, marking as paid, giving back.

``settling.settle`` is the one place where a provider's word changes anything. It may be called any
number of times, in any order and by any number of people: what is true is asked of the provider,
and the order's payment dimension is worked out anew from the ledger (``ledger.dimension``).
"""

from __future__ import annotations

from modules.commerce.services.paying.ledger import Problem, dimension, problems, refundable
from modules.commerce.services.paying.looking import look
from modules.commerce.services.paying.marking import AlreadyPaid, mark_paid
from modules.commerce.services.paying.parts import (
    MoreThanLeft,
    Part,
    everything_left,
    of_amount,
    of_left_out,
)
from modules.commerce.services.paying.promising import promise, promised_at
from modules.commerce.services.paying.refunding import refund, send_back
from modules.commerce.services.paying.settling import settle
from modules.commerce.services.paying.starting import CannotBePaidSo, NothingToPay, start

__all__ = [
    "AlreadyPaid",
    "CannotBePaidSo",
    "MoreThanLeft",
    "NothingToPay",
    "Part",
    "Problem",
    "dimension",
    "everything_left",
    "look",
    "mark_paid",
    "of_amount",
    "of_left_out",
    "problems",
    "promise",
    "promised_at",
    "refund",
    "refundable",
    "send_back",
    "settle",
    "start",
]
