"""A lab from a package of its own sells like ours: connected, offered, paid, made, shipped."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from modules.commerce.hooks import Wanted
from modules.commerce.models import ItemState, PriceList
from modules.commerce.services.paying import marking
from modules.labs.contract import Lab
from modules.labs.models import LabOrder
from modules.labs.services import connecting, ordering, printing, quoting
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.labs import darkroom
from tests.labs.ordering import setting

TYPED = {"studio": "acme", "token": darkroom.TOKEN}
PARCEL = {"carrier": "Post", "number": "RR-1", "url": "https://post.example/RR-1"}


@pytest.fixture
def prints(
    inside_acme: Studio, darkroom_lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> PriceList:  # fmt: skip
    """A list that Darkroom makes, connected as a studio does it."""
    monkeypatch.setattr(printing, "ask_for", setting.files_at_once)
    made = connecting.connect(lab="darkroom", name="", typed=TYPED, at=timezone.now())
    assert made.name == "Darkroom"
    return setting.prints_by(made)


def test_it_is_offered_as_made_by_its_lab(prints: PriceList) -> None:
    wanted = Wanted(row_id=prints.rows.get().pk, choices=(), copies=1)
    assert quoting.made([wanted])[wanted].lab == "Darkroom"


def test_it_goes_from_paid_to_shipped_without_a_hand(
    prints: PriceList, desk: darkroom.Darkroom, alice: Person
) -> None:
    unpaid: dict[str, Any] = {"state": ItemState.AWAITING_PAYMENT, "payment": "unpaid"}
    order = setting.ordered(prints, **unpaid)
    drain()
    assert desk.orders == {}
    marking.mark_paid(order=order, by=alice, note="", at=timezone.now())
    drain()
    (made,) = desk.orders.values()
    assert made["asked"]["prints"][0]["copies"] == 2
    assert setting.states(order) == {ItemState.AT_LAB}
    made.update(state="sent", parcels=[PARCEL])
    ordering.ask(lab_order_id=LabOrder.objects.get().pk, at=timezone.now())
    drain()
    assert setting.states(order) == {ItemState.SHIPPED}
    assert order.shipments.get().tracking == "RR-1"
    assert len(mails("order_shipped")) == 1
