"""What can be done to an order at Prodigi after it was placed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from modules.labs.adapters import asking
from modules.labs.adapters.prodigi import calls, reading
from modules.labs.contract import (
    Account,
    Away,
    Changed,
    PartlyTakenBack,
    Progress,
    Refused,
    Stage,
    TakenBack,
)

Thing = dict[str, Any]
_NAMES = {
    "cancel": "cancel",
    "changeRecipientDetails": "updateRecipient",
    "changeShippingMethod": "updateShippingMethod",
    "changeMetaData": "updateMetadata",
    "changeMetadata": "updateMetadata",
}


def available(account: Account, lab_id: str) -> frozenset[str] | Refused | Away:
    """Which of the actions can be done just now, by the names they are asked for by."""
    reply = calls.ask(account, "GET", f"{path(lab_id)}/actions")
    if not isinstance(reply, asking.Reply):
        return reply
    if reply.status != 200:
        return calls.refused(reply)
    return frozenset(ours for name, ours in _NAMES.items() if _is_yes(reply.fields.get(name)))


def cancel(account: Account, lab_id: str) -> TakenBack | PartlyTakenBack | Refused | Away:
    """Asked again after a silence it says that it was taken back, not that it is too late."""
    reply = _act(account, lab_id, "cancel")
    if not isinstance(reply, asking.Reply):
        return reply
    order = reply.fields.get("order")
    seen = _progress(order)
    outcome = calls.outcome(reply)
    if outcome in ("failedtocancel", "actionnotavailable") and seen is None:
        order, seen = _read(account, lab_id)
    if seen is not None and seen.stage == Stage.CANCELLED:
        return TakenBack(progress=seen, refund=_refund(order))
    if seen is not None and seen.cancelled_pieces:
        sentence = _("Prodigi had begun with the rest; it is made and sent.")
        return PartlyTakenBack(pieces=seen.cancelled_pieces, sentence=sentence)
    if outcome != "cancelled":
        return calls.refused(reply) if outcome or reply.status >= 400 else asking.away()
    if seen is None:
        return TakenBack()
    # They say that it is, and show an order that is not: they are asked again.
    return asking.away()


def change(account: Account, lab_id: str, action: str, told: Thing) -> Changed | Refused | Away:
    """``updateRecipient``, ``updateShippingMethod`` or ``updateMetadata``."""
    reply = _act(account, lab_id, action, told)
    if not isinstance(reply, asking.Reply):
        return reply
    outcome = calls.outcome(reply)
    if outcome == "updated":
        return Changed()
    if outcome == "partiallyupdated":
        return Changed(sentence=_partly(reply.fields))
    return calls.refused(reply) if outcome or reply.status >= 400 else asking.away()


def path(lab_id: str) -> str:
    return f"/orders/{quote(lab_id, safe='')}"


def _act(
    account: Account, lab_id: str, action: str, told: Thing | None = None
) -> asking.Reply | Refused | Away:
    return calls.ask(account, "POST", f"{path(lab_id)}/actions/{action}", told=told)


def _read(account: Account, lab_id: str) -> tuple[object, Progress | None]:
    reply = calls.ask(account, "GET", path(lab_id))
    if not isinstance(reply, asking.Reply) or reply.status != 200:
        return None, None
    order = reply.fields.get("order")
    return order, _progress(order)


def _progress(order: object) -> Progress | None:
    try:
        return reading.progress(order) if isinstance(order, dict) else None
    except ValueError:
        return None


def _refund(order: object) -> str:
    begun = isinstance(order, dict) and reading.in_production(order)
    return _("Production had begun: Prodigi gives back shipping only.") if begun else ""


def _partly(told: Thing) -> str:
    """Which parcels stay as they are, in their words."""
    results = told.get("shipmentUpdateResults") or told.get("shippingUpdateResults") or []
    why = [
        str(each.get("description") or each.get("errorCode") or each.get("shipmentId"))
        for each in results
        if isinstance(each, dict) and each.get("successful") is not True
    ]
    return f"{_('Some parcels could not be changed any more.')} {'; '.join(why)}".strip()


def _is_yes(told: object) -> bool:
    found = told.get("isAvailable") if isinstance(told, dict) else told
    return str(found).lower() == "yes"
