"""Orders to Prodigi: what is sent, and each outcome there is."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from modules.labs.adapters import prodigi
from modules.labs.contract import Accepted, Account, Away, Money, NoNews, Progress, Refused, Stage
from tests.fakelab.studio import MD5, Studio
from tests.labs import making
from tests.labs.adapters import orders
from tests.labs.adapters.conftest import Script

LAB = prodigi.LAB
ITEMS = [
    {"id": "ori_1", "merchantReference": "piece-1", "assets": [{"id": "ast_1"}], "status": "Ok"},
    {"id": "ori_2", "merchantReference": "piece-2", "status": "Ok"},
]


def _order(stage: str = "InProgress", **more: Any) -> dict[str, Any]:
    status = {"stage": stage, "issues": [], "details": {"inProduction": "NotStarted"}}
    return {"id": "ord_1", "status": status, "items": ITEMS, **more}


@pytest.fixture
def account() -> Account:
    return making.account({"environment": "sandbox"}, api_key="key")


def _submit(script: Script, account: Account, studio: Studio, **changes: Any) -> Any:
    return LAB.submit(account, orders.prodigi(studio, **changes))


def test_it_sends_what_the_contract_wants(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, {"outcome": "Created", "order": _order()})
    _submit(script, account, studio, note="Fragile")
    [asked] = script.asked
    assert asked.url == "https://api.sandbox.prodigi.com/v4.0/orders"
    assert asked.headers["X-API-Key"] == "key"
    told = asked.told
    assert (told["merchantReference"], told["idempotencyKey"]) == ("LAB-0007", "key-1")
    assert told["callbackUrl"] == "https://x.test/c"
    assert told["metadata"] == {"reference": "LAB-0007", "again": 0, "note": "Fragile"}
    [item] = told["items"]
    assert (item["merchantReference"], item["copies"]) == ("piece-1", 2)
    assert item["sizing"] == "fillPrintArea"
    # Of both copies.
    assert item["recipientCost"] == {"amount": "258.00", "currency": "EUR"}
    url = f"{studio.address}/file.jpg"
    assert item["assets"] == [{"printArea": "default", "url": url, "md5Hash": MD5}]


def test_it_sends_by_the_usual_way_where_nobody_chose(
    script: Script, account: Account, studio: Studio
) -> None:
    script.say(200, {"outcome": "Created", "order": _order()})
    _submit(script, account, studio, method="")
    assert script.asked[0].told["shippingMethod"] == "Standard"


def test_it_leaves_out_what_is_empty(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, {"outcome": "Created", "order": _order()})
    recipient = replace(making.RECIPIENT, company="Acme", line2="", email="", phone="")
    piece = orders.framed(studio, retail=None)
    LAB.submit(account, orders.prodigi(studio, piece, recipient=recipient))
    told = script.asked[0].told
    assert told["recipient"]["name"] == "Acme, Carla Client"
    assert set(told["recipient"]) == {"name", "address"}
    assert set(told["recipient"]["address"]) == {
        "line1", "townOrCity", "postalOrZipCode", "countryCode",
    }  # fmt: skip
    assert "recipientCost" not in told["items"][0]


@pytest.mark.parametrize("note", ["x" * 5000, 'ü"' * 3000])
def test_it_keeps_metadata_short(
    script: Script, account: Account, studio: Studio, note: str
) -> None:
    script.say(200, {"outcome": "Created", "order": _order()})
    _submit(script, account, studio, note=note)
    metadata = script.asked[0].told["metadata"]
    assert len(json.dumps(metadata)) <= 2000
    assert metadata["note"]


def test_it_puts_a_packing_slip_in(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, {"outcome": "Created", "order": _order()})
    _submit(script, account, studio, branding={"packing_slip": "https://x.test/slip.pdf"})
    assert script.asked[0].told["packingSlip"] == {"url": "https://x.test/slip.pdf"}


@pytest.mark.parametrize("outcome", ["Created", "created", "CREATED"])
def test_it_takes_an_order_as_created(
    script: Script, account: Account, studio: Studio, outcome: str
) -> None:
    script.say(200, {"outcome": outcome, "order": _order()})
    answer = _submit(script, account, studio)
    assert answer == Accepted(
        progress=Progress(lab_id="ord_1", stage=Stage.RECEIVED, word="InProgress")
    )


def test_it_takes_an_order_that_was_there(script: Script, account: Account, studio: Studio) -> None:
    script.say(200, {"outcome": "alreadyExists", "order": _order("Complete")})
    answer = _submit(script, account, studio)
    assert (answer.repeated, answer.progress.stage) == (True, Stage.SHIPPED)


@pytest.mark.parametrize("order", [{"id": "ord_1"}, {"id": "ord_1", "status": "on hold"}])
def test_it_takes_an_order_on_hold(
    script: Script, account: Account, studio: Studio, order: dict[str, Any]
) -> None:
    script.say(200, {"outcome": "onHold", "order": order})
    answer = _submit(script, account, studio)
    assert (answer.progress.lab_id, answer.progress.stage) == ("ord_1", Stage.HELD)


def test_it_takes_an_order_with_issues(script: Script, account: Account, studio: Studio) -> None:
    order = _order()
    words = {"errorCode": "order.items.ItemUnavailable", "description": "Sold out."}
    order["status"]["issues"] = [{"objectId": "ori_2", **words}]
    script.say(200, {"outcome": "createdWithIssues", "order": order})
    [issue] = _submit(script, account, studio).progress.issues
    assert (issue.code, issue.piece, issue.sentence) == ("ItemUnavailable", "piece-2", "Sold out.")
    assert not issue.is_passing


def test_it_takes_an_order_by_an_outcome_that_is_new(
    script: Script, account: Account, studio: Studio
) -> None:
    script.say(200, {"outcome": "createdTomorrow", "order": _order()})
    assert isinstance(_submit(script, account, studio), Accepted)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, "validationFailed"),
        (404, "entityNotFound"),
        (404, "endpointDoesNotExist"),
        (405, "methodNotAllowed"),
        (415, "invalidContentType"),
    ],
)
def test_it_says_why_an_order_was_refused(
    script: Script, account: Account, studio: Studio, status: int, outcome: str
) -> None:
    failures = {"items[0].sku": [{"code": "SkuNotFound", "providedValue": "NO-SKU"}]}
    script.say(status, {"outcome": outcome, "failures": failures})
    answer = _submit(script, account, studio)
    assert isinstance(answer, Refused)
    assert answer.code == outcome.lower()
    assert "items[0].sku: SkuNotFound (NO-SKU)" in answer.sentence


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"outcome": "internalServerError"}),
        (500, {"outcome": "timedOut"}),
        (503, None),
        (429, None),
        (302, None),
        (200, None),
        (200, {"outcome": "Created"}),
    ],
)
def test_it_asks_again_where_the_answer_is_unclear(
    script: Script, account: Account, studio: Studio, status: int, body: Any
) -> None:
    script.say(status, body)
    assert isinstance(_submit(script, account, studio), Away)


@pytest.mark.parametrize("status", [401, 403])
def test_it_says_that_the_key_is_wrong(
    script: Script, account: Account, studio: Studio, status: int
) -> None:
    script.say(status, {"statusText": "Unauthorized", "statusCode": status, "data": None})
    answer = _submit(script, account, studio)
    assert isinstance(answer, Refused)
    assert "API key" in answer.sentence


def test_it_gives_up_nothing_that_may_be_there_for_a_key_that_has_changed(
    script: Script, account: Account, studio: Studio
) -> None:
    script.break_off()
    unclear = _submit(script, account, studio)
    script.say(401, {"statusText": "Unauthorized"})
    again = _submit(script, account, studio, previous=unclear.trace)
    assert isinstance(again, Away)
    assert "API key" in again.sentence
    assert again.trace


def test_it_asks_nobody_in_an_environment_that_is_not_here(studio: Studio) -> None:
    for environment in ("fake", "", "http://evil.test"):
        account = making.account({"environment": environment}, api_key="key")
        assert isinstance(LAB.submit(account, orders.prodigi(studio)), Refused)


@pytest.mark.parametrize(("status", "body"), [(404, {"outcome": "entityNotFound"}), (400, {})])
def test_it_has_no_news_of_what_cannot_be_read(
    script: Script, account: Account, status: int, body: Any
) -> None:
    script.say(status, body)
    assert LAB.status(account, lab_id="ord_1") == NoNews()


@pytest.mark.parametrize("status", [401, 500])
def test_it_knows_nothing_while_it_may_not_ask(
    script: Script, account: Account, status: int
) -> None:
    script.say(status)
    assert isinstance(LAB.status(account, lab_id="ord_1"), Away)


def test_it_asks_for_no_other_address_than_the_order_s(script: Script, account: Account) -> None:
    script.say(404, {"outcome": "entityNotFound"})
    LAB.status(account, lab_id="../quotes?x=1")
    assert script.asked[0].path == "/v4.0/orders/..%2Fquotes%3Fx%3D1"


def test_it_reads_money_in_minor_units(script: Script, account: Account) -> None:
    costs = [("29.95", "EUR"), ("1200", "JPY"), ("-3.5", "GBP"), ("much", "EUR"), ("1.234", "KWD")]
    charges = [
        {"id": f"chg_{n}", "chargeType": kind, "totalCost": {"amount": a, "currency": c}}
        for n, ((a, c), kind) in enumerate(
            zip(costs, ["Item", "Shipping", "Refund", "Item", "Storage"], strict=True)
        )
    ]
    script.say(200, {"outcome": "Ok", "order": _order(charges=charges)})
    progress = LAB.status(account, lab_id="ord_1")
    assert isinstance(progress, Progress)
    assert [(each.kind, each.cost) for each in progress.charges] == [
        ("item", Money(2995, "EUR")),
        ("shipping", Money(1200, "JPY")),
        ("refund", Money(-350, "GBP")),
        ("other", Money(1234, "KWD")),
    ]
