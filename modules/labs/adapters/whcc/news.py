"""WHCC's news: signed with the consumer secret over the time, a dot and the body as it came.

A signature proves who wrote them, not when they were sent: news that are played again say what they
said before, and a state never goes back.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from django.utils.translation import gettext as _

from modules.labs.adapters.whcc import calls
from modules.labs.contract import (
    Account,
    Answered,
    Heard,
    Incoming,
    Issue,
    NotGenuine,
    Progress,
    Sent,
    Stage,
)

Thing = dict[str, Any]
SIGNATURE = "whcc-signature"
LONGEST = 1 << 20
_LONGEST_PROOF = 200


def hear(account: Account, incoming: Incoming) -> tuple[Heard, ...] | Answered | NotGenuine:
    if len(incoming.body) > LONGEST:
        return NotGenuine(sentence=_("It is too long."))
    told = _read(incoming)
    if proof := _proof(told):
        # It comes before anything is agreed on, so it is not signed.
        return Answered(body="", proof=proof)
    if not is_signed(account, incoming):
        return NotGenuine(sentence=_("Its signature is missing or wrong."))
    lab_id, event = told.get("ConfirmationId"), told.get("Event")
    if not (isinstance(lab_id, str) and lab_id and isinstance(event, str) and event):
        return NotGenuine(sentence=_("It names no order."))
    heard = Heard(
        event=hashlib.sha256(incoming.body).hexdigest(),
        lab_id=lab_id,
        reference=str(told.get("Reference") or ""),
        progress=_progress(lab_id, event, told),
    )
    return (heard,)


def is_signed(account: Account, incoming: Incoming) -> bool:
    """``t=<seconds>,v1=<hexadecimal>``; ``v1`` may come several times, other versions are none."""
    pairs = [part.strip().partition("=") for part in incoming.headers.get(SIGNATURE, "").split(",")]
    times = [value for name, _equals, value in pairs if name == "t"]
    secret = account.secrets.get("consumer_secret", "")
    if len(times) != 1 or not secret:
        return False
    signed = f"{times[0]}.".encode() + incoming.body
    right = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    given = [value.lower().encode() for name, _equals, value in pairs if name == "v1"]
    return any(hmac.compare_digest(right.encode(), each) for each in given)


def _read(incoming: Incoming) -> Thing:
    """JSON, or the fields of a form, each once."""
    try:
        told = json.loads(incoming.body)
    except (ValueError, RecursionError):
        form = parse_qs(incoming.body[:1000].decode("utf-8", "replace"))
        return {name: values[0] for name, values in form.items()}
    return told if isinstance(told, dict) else {}


def _proof(told: Thing) -> str:
    proof = told.get("verifier")
    is_one = isinstance(proof, str) and 0 < len(proof) <= _LONGEST_PROOF
    return proof if is_one and isinstance(proof, str) else ""


def _progress(lab_id: str, event: str, told: Thing) -> Progress:
    status = str(told.get("Status") or "").lower()
    if event == "Shipped":
        parcels = tuple(
            _sent(lab_id, n, each) for n, each in enumerate(_things(told, "ShippingInfo"))
        )
        return Progress(lab_id=lab_id, stage=Stage.SHIPPED, word=event, shipped=parcels)
    if event == "Processed" and status == "accepted":
        return Progress(lab_id=lab_id, stage=Stage.IN_PRODUCTION, word="Accepted")
    if event == "Processed" and status == "rejected":
        issues = tuple(_issue(each) for each in _things(told, "Errors"))
        return Progress(lab_id=lab_id, stage=Stage.CANCELLED, word="Rejected", issues=issues)
    # Other events may come some day: nothing is concluded from them.
    return Progress(lab_id=lab_id, stage=Stage.UNKNOWN, word=event)


def _sent(lab_id: str, place: int, told: Thing) -> Sent:
    number = str(told.get("TrackingNumber") or "")
    return Sent(
        reference=number or f"{lab_id}:{place}",
        carrier=str(told.get("Carrier") or ""),
        number=number,
        url=str(told.get("TrackingUrl") or ""),
        sent_at=_at(told.get("ShipDate")),
    )


def _issue(told: Thing) -> Issue:
    code, theirs = str(told.get("ErrorCode") or ""), str(told.get("Error") or "")
    return Issue(
        code=code,
        sentence=f"{calls.sentence(code)} {theirs}".strip(),
        url=str(told.get("AssetPath") or ""),
    )


def _at(written: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return read if read.tzinfo else None


def _things(told: Thing, name: str) -> list[Thing]:
    found = told.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
