"""The address of a lab order's packing slip, for labs that fetch one.

/labs/slips/<public id>.<end, seconds since 1970>.<signature>/packing-slip.pdf
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from modules.labs.models import LabOrder, LabState
from modules.labs.services import tokens
from safelight.outbox import links as hosts
from tenants.context import current_studio

# What labs are told it by, in ``branding``.
NAME = "packing_slip"
# There, in place of an address: ours, made for each order.
MADE = "made"
_PURPOSE = b"sl-packing-slip"


def link(*, lab_order: LabOrder, until: datetime) -> str:
    """Its absolute address, for as long as the lab order is not cancelled."""
    token = tokens.signed(purpose=_PURPOSE, of=lab_order.public_id, until=until)
    path = reverse("labs_site:slip", args=[token])
    return hosts.absolute(hosts.site(current_studio()), path)


def linked(*, token: str, at: datetime) -> LabOrder:
    """The lab order behind a link. Raises ``tokens.NoSuchLink``."""
    found = tokens.read(purpose=_PURPOSE, token=token, at=at)
    rows = LabOrder.objects.exclude(state=LabState.CANCELLED).filter(public_id=found)
    lab_order: LabOrder | None = rows.first()
    if lab_order is None:
        raise tokens.NoSuchLink
    return lab_order
