"""WHCC's news: proven by their signature, and the address proven to them."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from modules.labs.adapters import whcc
from modules.labs.contract import (
    Accepted,
    Account,
    Answered,
    Begun,
    Incoming,
    NotGenuine,
    Refused,
    Stage,
    Works,
)
from safelight.fakelab.server import FakeLab
from tests.fakelab.studio import Studio, until
from tests.labs import making
from tests.labs.adapters import orders

LAB = whcc.LAB
ABOUT = {"ConfirmationId": "a3", "EntryId": "key-1", "Reference": "L-7", "SequenceNumber": "1"}
ACCOUNT = making.account(consumer_secret="secret")


def _signed(body: bytes, secret: str = "secret", at: str = "1591735205") -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest().upper()


def _hear(told: Any, header: str = "t={t},v1={v1}") -> Any:
    body = json.dumps(told).encode()
    written = header.format(t="1591735205", v1=_signed(body), other=_signed(body, "other"))
    return LAB.hear(ACCOUNT, Incoming(headers={"whcc-signature": written}, body=body))


def test_it_hears_that_an_order_is_made() -> None:
    told = {"Status": "Accepted", "Errors": [], "OrderNumber": 1, "Event": "Processed", **ABOUT}
    [heard] = _hear(told)
    assert (heard.lab_id, heard.reference) == ("a3", "L-7")
    assert heard.progress.stage == Stage.IN_PRODUCTION


@pytest.mark.parametrize(
    "number", ["400.01", "400.02", "400.03", "400.06", "400.07", "400.08", "412.02", "499"]
)
def test_it_hears_why_an_order_was_rejected(number: str) -> None:
    error = {"ErrorCode": number, "Error": "Theirs.", "AssetPath": "https://x.test/a.jpg"}
    [heard] = _hear({"Status": "Rejected", "Errors": [error], "Event": "Processed", **ABOUT})
    assert heard.progress.stage == Stage.CANCELLED
    [issue] = heard.progress.issues
    assert (issue.code, issue.url) == (number, "https://x.test/a.jpg")
    assert issue.sentence.endswith("Theirs.")


def test_it_hears_of_parcels() -> None:
    parcel = {
        "Carrier": "FedEx", "ShipDate": "2018-12-31T06:18:38-06:00",
        "TrackingNumber": "512376671311227", "TrackingUrl": "https://x.test/5", "Weight": 0.35,
    }  # fmt: skip
    [heard] = _hear({"ShippingInfo": [parcel], "Event": "Shipped", **ABOUT})
    [sent] = heard.progress.shipped
    assert heard.progress.stage == Stage.SHIPPED
    assert (sent.carrier, sent.number, sent.url) == ("FedEx", "512376671311227", "https://x.test/5")
    assert sent.sent_at.isoformat() == "2018-12-31T06:18:38-06:00"


def test_it_concludes_nothing_from_an_event_that_is_new() -> None:
    [heard] = _hear({"Event": "Levitating", **ABOUT})
    assert (heard.progress.stage, heard.progress.word) == (Stage.UNKNOWN, "Levitating")


@pytest.mark.parametrize("header", ["t={t},v1={v1}", "t={t}, v1={other}, v1={v1}, v0=x"])
def test_it_takes_any_signature_that_is_right(header: str) -> None:
    assert isinstance(_hear({"Event": "Shipped", **ABOUT}, header), tuple)


@pytest.mark.parametrize(
    "header",
    [
        "", "t={t}", "v1={v1}", "t={t},v1={other}", "t={t},v0={v1}", "t=1591735206,v1={v1}",
        "t={t},t={t},v1={v1}", "t={t},v1=", "{v1}", "t={t},v1=é",
    ],
)  # fmt: skip
def test_it_refuses_every_other_signature(header: str) -> None:
    assert isinstance(_hear({"Event": "Shipped", **ABOUT}, header), NotGenuine)


def test_it_signs_the_body_as_it_came() -> None:
    body = json.dumps({"Event": "Shipped", **ABOUT}).encode()
    header = {"whcc-signature": f"t=1,v1={_signed(body, at='1')}"}
    assert isinstance(LAB.hear(ACCOUNT, Incoming(headers=header, body=body)), tuple)
    assert isinstance(LAB.hear(ACCOUNT, Incoming(headers=header, body=body + b" ")), NotGenuine)


def test_it_believes_nobody_without_a_secret() -> None:
    body = json.dumps({"Event": "Shipped", **ABOUT}).encode()
    header = {"whcc-signature": f"t=1,v1={_signed(body, '', '1')}"}
    heard = LAB.hear(making.account(), Incoming(headers=header, body=body))
    assert isinstance(heard, NotGenuine)


@pytest.mark.parametrize("body", [b"verifier=3f8afc02-cd26", b'{"verifier": "3f8afc02-cd26"}'])
def test_it_keeps_the_proof_of_its_address(body: bytes) -> None:
    answer = LAB.hear(ACCOUNT, Incoming(headers={}, body=body))
    assert answer == Answered(body="", proof="3f8afc02-cd26")


def test_it_registers_proves_its_address_and_hears(
    lab: FakeLab, account: Account, studio: Studio
) -> None:
    assert LAB.register(account) == Works()
    until(lambda: studio.heard)
    answer = LAB.hear(account, Incoming(headers={}, body=studio.heard.pop()[1]))
    assert isinstance(answer, Answered)
    assert LAB.confirm(account, proof=answer.proof) == Works()
    begun = LAB.submit(account, orders.whcc(studio))
    assert isinstance(begun, Begun)
    taken = LAB.submit(account, orders.whcc(studio, previous=begun.trace))
    assert isinstance(taken, Accepted)
    until(lambda: len(studio.heard) == 2)
    stages = []
    for headers, body in studio.heard:
        heard = LAB.hear(account, Incoming(headers=headers, body=body))
        assert isinstance(heard, tuple)
        assert heard[0].progress
        stages.append(heard[0].progress.stage)
        assert heard[0].lab_id == taken.progress.lab_id
    assert stages == [Stage.IN_PRODUCTION, Stage.SHIPPED]


def test_it_says_that_its_address_is_not_taken(lab: FakeLab, account: Account) -> None:
    answer = LAB.confirm(account, proof="made up")
    assert isinstance(answer, Refused)
    assert answer.code == "400.05"
