"""What is done to an order at Prodigi afterwards: each outcome, and what nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from modules.labs.adapters import prodigi
from modules.labs.adapters.prodigi import actions
from modules.labs.contract import Account, Away, Changed, PartlyTakenBack, Refused, Stage, TakenBack
from tests.labs import making
from tests.labs.adapters.conftest import Script

LAB = prodigi.LAB
ITEMS = [{"id": f"ori_{n}", "merchantReference": f"piece-{n}"} for n in (1, 2)]


def _order(stage: str, *, made: str = "NotStarted", **more: Any) -> dict[str, Any]:
    status = {"stage": stage, "issues": [], "details": {"inProduction": made}}
    return {"id": "ord_1", "status": status, "items": ITEMS, **more}


def _gone(item: str) -> dict[str, Any]:
    return {"id": "shp_1", "status": "Cancelled", "items": [{"itemId": item}]}


@pytest.fixture
def account() -> Account:
    return making.account({"environment": "live"}, api_key="key")


def test_it_takes_an_order_back(script: Script, account: Account) -> None:
    script.say(200, {"outcome": "Cancelled", "order": _order("Cancelled")})
    answer = LAB.cancel(account, lab_id="ord_1")
    assert isinstance(answer, TakenBack)
    assert answer.progress
    assert (answer.progress.stage, answer.refund) == (Stage.CANCELLED, "")
    assert script.asked[0].url == "https://api.prodigi.com/v4.0/orders/ord_1/actions/cancel"


def test_it_says_what_is_not_given_back(script: Script, account: Account) -> None:
    order = _order("Cancelled", made="InProgress")
    script.say(200, {"outcome": "cancelled", "order": order})
    answer = LAB.cancel(account, lab_id="ord_1")
    assert isinstance(answer, TakenBack)
    assert "shipping only" in answer.refund


@pytest.mark.parametrize("outcome", ["cancelled", "failedToCancel"])
def test_it_takes_back_a_part(script: Script, account: Account, outcome: str) -> None:
    order = _order("InProgress", shipments=[_gone("ori_2")])
    script.say(200, {"outcome": outcome, "order": order})
    answer = LAB.cancel(account, lab_id="ord_1")
    assert isinstance(answer, PartlyTakenBack)
    assert answer.pieces == ("piece-2",)


@pytest.mark.parametrize("outcome", ["failedToCancel", "ActionNotAvailable"])
def test_it_says_that_it_is_too_late(script: Script, account: Account, outcome: str) -> None:
    script.say(200, {"outcome": outcome, "order": _order("InProgress", made="InProgress")})
    answer = LAB.cancel(account, lab_id="ord_1")
    assert isinstance(answer, Refused)
    assert answer.code == outcome.lower()


def test_it_knows_what_it_took_back_before(script: Script, account: Account) -> None:
    script.say(200, {"outcome": "actionNotAvailable"})
    script.say(200, {"outcome": "Ok", "order": _order("Cancelled")})
    assert isinstance(LAB.cancel(account, lab_id="ord_1"), TakenBack)


def test_it_asks_again_where_outcome_and_order_disagree(script: Script, account: Account) -> None:
    script.say(200, {"outcome": "Cancelled", "order": _order("InProgress")})
    assert isinstance(LAB.cancel(account, lab_id="ord_1"), Away)


def test_it_believes_an_outcome_without_an_order(script: Script, account: Account) -> None:
    script.say(200, {"outcome": "Cancelled"})
    assert LAB.cancel(account, lab_id="ord_1") == TakenBack()


@pytest.mark.parametrize(("status", "kind"), [(404, Refused), (500, Away), (200, Away)])
def test_it_tells_a_no_from_a_silence(
    script: Script, account: Account, status: int, kind: type
) -> None:
    script.say(status, {"outcome": "entityNotFound"} if status == 404 else {})
    assert isinstance(LAB.cancel(account, lab_id="ord_1"), kind)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("updated", Changed),
        ("Updated", Changed),
        ("partiallyUpdated", Changed),
        ("failedToUpdate", Refused),
        ("actionNotAvailable", Refused),
    ],
)
def test_it_tells_whether_something_was_changed(
    script: Script, account: Account, outcome: str, kind: type
) -> None:
    results = [
        {"shipmentId": "shp_1", "successful": True},
        {"shipmentId": "shp_2", "successful": False, "errorCode": "order.shipments.notAvailable"},
    ]
    for _call in range(3):
        script.say(200, {"outcome": outcome, "shipmentUpdateResults": results})
    recipient = making.RECIPIENT
    for answer in (
        LAB.change_recipient(account, lab_id="ord_1", recipient=recipient),
        LAB.change_shipping(account, lab_id="ord_1", method="Express"),
        LAB.change_metadata(account, lab_id="ord_1", metadata={"note": "x"}),
    ):
        assert isinstance(answer, kind)
        is_part = isinstance(answer, Changed) and outcome == "partiallyUpdated"
        assert ("order.shipments.notAvailable" in getattr(answer, "sentence", "")) is is_part


def test_it_asks_for_each_change_at_its_own_address(script: Script, account: Account) -> None:
    for _call in range(3):
        script.say(200, {"outcome": "Updated"})
    LAB.change_recipient(account, lab_id="ord_1", recipient=making.RECIPIENT)
    LAB.change_shipping(account, lab_id="ord_1", method="Budget")
    LAB.change_metadata(account, lab_id="ord_1", metadata={"a": 1})
    assert [asked.path.rpartition("/")[2] for asked in script.asked] == [
        "updateRecipient", "updateShippingMethod", "updateMetadata",
    ]  # fmt: skip
    assert script.asked[0].told["address"]["postalOrZipCode"] == "3012"
    assert script.asked[1].told == {"shippingMethod": "Budget"}
    assert script.asked[2].told == {"metadata": {"a": 1}}


@pytest.mark.parametrize("yes", [{"isAvailable": "Yes"}, "Yes"])
def test_it_reads_what_can_be_done(script: Script, account: Account, yes: object) -> None:
    script.say(200, {"outcome": "Ok", "cancel": yes, "changeMetaData": {"isAvailable": "No"}})
    assert actions.available(account, "ord_1") == frozenset({"cancel"})
