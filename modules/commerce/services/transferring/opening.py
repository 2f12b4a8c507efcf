"""The personal link of an order: whoever opens it sees *Photos to download* from then on."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from modules.commerce.models import Order, TransferVisit
from safelight.accounts.models import Visitor
from tenants.context import current_studio


def personal_path(order: Order, gallery_public_id: str) -> str:
    """The link's path: the same for ever, so that the studio can read it out on the telephone."""
    stamp = _stamp(order)
    return reverse("commerce_site:finals", args=[order.public_id, gallery_public_id, stamp])


def may_open(order: Order, stamp: str) -> bool:
    """Whether this is the order's own stamp. The stamp of its mailed page is another one."""
    return constant_time_compare(stamp, _stamp(order))


def open_finals(*, order: Order, visitor: Visitor, at: datetime) -> TransferVisit:
    """Remember that this visitor came by the order's link; twice is once."""
    made: TransferVisit = TransferVisit.objects.get_or_create(
        order=order, visitor=visitor, defaults={"at": at}
    )[0]
    return made


def _stamp(order: Order) -> str:
    signer = signing.Signer(salt=f"commerce.transfer:{current_studio().uuid}")
    return signer.signature(order.public_id)
