"""Callbacks of Prodigi: nothing in them is believed but which order to ask for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from modules.labs.adapters import prodigi
from modules.labs.contract import Heard, Incoming, NotGenuine
from tests.labs import making

LAB = prodigi.LAB
ORDER = {"id": "ord_1469466", "merchantReference": "L-7", "status": {"stage": "Complete"}}


def _heard(event: Any) -> Any:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return LAB.hear(making.account(), Incoming(headers={}, body=body))


def _event(**changes: Any) -> dict[str, Any]:
    made = {
        "specversion": "1.0", "type": "com.prodigi.order.status.stage.changed#Complete",
        "source": "http://api.prodigi.com/v4.0/Orders/", "id": "evt_305174",
        "time": "2020-08-14T11:51:01.55Z", "datacontenttype": "application/json",
        "data": {"order": ORDER}, "subject": "ord_1469466",
    }  # fmt: skip
    return {name: value for name, value in (made | changes).items() if value is not None}


@pytest.mark.parametrize(
    "event",
    [_event(), _event(data=ORDER), _event(subject=None), _event(data=ORDER, subject=None)],
)
def test_it_reads_both_shapes_and_takes_no_state(event: dict[str, Any]) -> None:
    assert _heard(event) == (
        Heard(
            event="evt_305174", lab_id="ord_1469466", reference="L-7", progress=None,
            at=datetime(2020, 8, 14, 11, 51, 1, 550_000, tzinfo=UTC),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "event",
    [
        _event(id=None),
        _event(id=7),
        _event(id=""),
        _event(subject=None, data=None),
        _event(subject=7),
        _event(subject=None, data={"order": {"id": ["ord_1"]}}),
        b"not json",
        b"[" * 200_000,
        b'{"id": "' + b"x" * (1 << 20) + b'"}',
    ],
)
def test_it_refuses_what_names_no_order(event: Any) -> None:
    assert isinstance(_heard(event), NotGenuine)


def test_it_takes_odd_parts_for_none() -> None:
    [heard] = _heard(_event(time="yesterday", data={"order": {"merchantReference": 7}}))
    assert (heard.at, heard.reference) == (None, "")
