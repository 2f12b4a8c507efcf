"""How far an order at Prodigi is: stages, parcels, issues, and what nobody knows yet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from modules.labs.adapters.prodigi import reading
from modules.labs.contract import Issue, Sent, Stage

ITEMS: list[dict[str, Any]] = [
    {"id": "ori_1", "merchantReference": "piece-1", "assets": [{"id": "ast_1"}]},
    {"id": "ori_2", "merchantReference": "piece-2"},
]


def _order(stage: str, *, made: str = "NotStarted", **more: Any) -> dict[str, Any]:
    status = {"stage": stage, "issues": more.pop("issues", []), "details": {"inProduction": made}}
    return {"id": "ord_1", "status": status, "items": ITEMS, **more}


def _parcel(status: str, *items: str, **more: Any) -> dict[str, Any]:
    return {"id": "shp_1", "status": status, "items": [{"itemId": item} for item in items], **more}


@pytest.mark.parametrize(
    ("stage", "made", "expected"),
    [
        ("InProgress", "NotStarted", Stage.RECEIVED),
        ("inprogress", "InProgress", Stage.IN_PRODUCTION),
        ("InProgress", "Completed", Stage.IN_PRODUCTION),
        ("Complete", "Complete", Stage.SHIPPED),
        ("Cancelled", "NotStarted", Stage.CANCELLED),
        ("OnHold", "NotStarted", Stage.HELD),
        ("AwaitingPaymentAuthorisation", "NotStarted", Stage.HELD),
        ("Error", "Error", Stage.UNKNOWN),
        ("Reticulating", "NotStarted", Stage.UNKNOWN),
    ],
)
def test_it_reads_each_stage(stage: str, made: str, expected: Stage) -> None:
    progress = reading.progress(_order(stage, made=made))
    assert (progress.stage, progress.word) == (expected, stage)


def test_it_reads_a_parcel_with_its_tracking() -> None:
    shipped = _parcel(
        "Shipped", "ori_1", carrier={"name": "dhl", "service": "Express"},
        tracking={"number": "JD014", "url": "https://dhl.test/JD014"},
        dispatchDate="2026-05-06T08:00:00.5Z",
    )  # fmt: skip
    progress = reading.progress(_order("InProgress", shipments=[shipped, _parcel("Processing")]))
    assert progress.stage == Stage.PARTLY_SHIPPED
    assert progress.shipped == (
        Sent(
            reference="shp_1", carrier="dhl", service="Express", number="JD014",
            url="https://dhl.test/JD014", pieces=("piece-1",),
            sent_at=datetime(2026, 5, 6, 8, 0, 0, 500_000, tzinfo=UTC),
        ),
    )  # fmt: skip


def test_it_reads_a_parcel_that_is_not_tracked() -> None:
    shipped = _parcel("Shipped", "ori_1", tracking=None, carrier=None, dispatchDate=None)
    [sent] = reading.progress(_order("Complete", shipments=[shipped])).shipped
    assert (sent.number, sent.url, sent.carrier, sent.sent_at) == ("", "", "", None)


def test_it_reads_which_pieces_are_cancelled() -> None:
    shipments = [
        _parcel("Cancelled", "ori_1"),
        {"cancelled": True, "items": [{"itemId": "ori_2"}]},
        _parcel("Shipped", "ori_2"),
    ]
    progress = reading.progress(_order("InProgress", shipments=shipments))
    assert progress.cancelled_pieces == ("piece-1",)


@pytest.mark.parametrize(
    ("written", "code", "is_passing"),
    [
        ("order.items.assets.NotDownloaded", "NotDownloaded", True),
        ("items.assets.NotDownloaded", "NotDownloaded", True),
        ("order.items.assets.FailedToDownloaded", "FailedToDownloaded", False),
        ("order.items.ItemUnavailable", "ItemUnavailable", False),
        ("RequiresPaymentAuthorisation", "RequiresPaymentAuthorisation", False),
        ("order.SomethingNew", "order.SomethingNew", False),
    ],
)
def test_it_reads_each_issue_by_its_end(written: str, code: str, is_passing: bool) -> None:
    told = {"objectId": "ast_1", "errorCode": written, "description": "Look at it."}
    [issue] = reading.progress(_order("InProgress", issues=[told])).issues
    assert issue == Issue(code=code, sentence="Look at it.", piece="piece-1", is_passing=is_passing)


def test_it_says_where_to_pay() -> None:
    url = "https://dashboard.test/payment/97323"
    told = {
        "objectId": "ord_1", "errorCode": "RequiresPaymentAuthorisation", "description": "Pay.",
        "authorisationDetails": {"authorisationUrl": url},
    }  # fmt: skip
    [issue] = reading.progress(_order("AwaitingPayment", issues=[told])).issues
    assert (issue.url, issue.piece) == (url, "")


def test_it_tells_of_a_piece_that_is_invalid_without_an_issue() -> None:
    order = _order("InProgress")
    order["items"] = [ITEMS[0] | {"status": "Invalid"}, ITEMS[1] | {"status": "Ok"}]
    [issue] = reading.progress(order).issues
    assert (issue.code, issue.piece) == ("Invalid", "piece-1")


def test_it_tells_of_an_error_that_they_do_not_explain() -> None:
    [issue] = reading.progress(_order("Error")).issues
    assert issue.sentence


@pytest.mark.parametrize(
    "nonsense",
    [
        {"id": "ord_1", "status": 7, "items": "none", "shipments": {}, "charges": None},
        {"id": "ord_1", "status": {"stage": None, "issues": [None, 3], "details": []}},
        {"id": "ord_1", "items": [None], "shipments": [{"items": [7]}], "charges": [{"id": "c"}]},
    ],
)
def test_it_makes_nothing_of_what_it_cannot_read(nonsense: dict[str, Any]) -> None:
    progress = reading.progress(nonsense)
    assert (progress.shipped, progress.charges, progress.issues) == ((), (), ())


@pytest.mark.parametrize("nameless", [{}, {"id": ""}, {"id": 7}])
def test_it_reads_no_order_without_a_name(nameless: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="without an id"):
        reading.progress(nameless)
