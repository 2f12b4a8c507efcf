"""What of an order its client may fetch: the one place that says so.

Files are fetched from open orders only, and only what was delivered: what is not paid is not
delivered, unless somebody of the team did so on purpose. Money that went back in full, or that the
client takes back through their bank, takes the files with it; money that went back in part leaves
them. The team may turn the downloads of an order off (``withdrawing``). Whatever changes the answer
raises the order's access revision (``revisions``).
"""

from __future__ import annotations

from modules.commerce.models import Order, PaymentState
from modules.commerce.services.delivery import withdrawing


def may_fetch(order: Order) -> bool:
    """Whether what was delivered of this order can be fetched now."""
    if not order.is_open or order.payment == PaymentState.REFUNDED:
        return False
    if withdrawing.is_withdrawn(order):
        return False
    return not (order.total and order.payments.filter(disputed=True).exists())
