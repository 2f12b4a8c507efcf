"""An order of Prodigi as ``Progress``: what is not understood is left out, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from modules.labs.contract import Charge, Issue, Money, Progress, Sent, Stage
from safelight.web.minor_units import exponent

Thing = dict[str, Any]
_STAGES = {
    "inprogress": Stage.RECEIVED,
    "complete": Stage.SHIPPED,
    "cancelled": Stage.CANCELLED,
    "onhold": Stage.HELD,
    "draft": Stage.HELD,
    "awaitingpayment": Stage.HELD,
    "awaitingpaymentauthorisation": Stage.HELD,
}
_BEGUN = ("inprogress", "complete", "completed")
_SHIPPED = ("shipped", "delivered")
# By their end: samples leave out what stands before. The misspelling is the lab's own.
_CODES = (
    "NotDownloaded",
    "FailedToDownloaded",
    "ItemUnavailable",
    "RequiresPaymentAuthorisation",
    "UsSalesTaxWarning",
)
_PASSING = ("NotDownloaded",)
_KINDS = ("item", "shipping", "refund")


def progress(order: Thing) -> Progress:
    """Raises ``ValueError`` for an order without an id."""
    lab_id = order.get("id")
    if not isinstance(lab_id, str) or not lab_id:
        raise ValueError("an order without an id")
    names = _names(order)
    shipments = _things(order.get("shipments"))
    stage, word = _stage(order, shipments)
    return Progress(
        lab_id=lab_id, stage=stage, word=word,
        shipped=tuple(_sent(each, names) for each in shipments if _is(each, *_SHIPPED)),
        charges=tuple(_charges(order)),
        issues=tuple(_issues(order, names)),
        cancelled_pieces=_cancelled(shipments, names),
    )  # fmt: skip


def money(told: object) -> Money | None:
    """A decimal text with its currency, in minor units."""
    if not isinstance(told, dict):
        return None
    currency = str(told.get("currency") or "").upper()
    try:
        amount = Decimal(str(told.get("amount"))).scaleb(exponent(currency))
    except InvalidOperation:
        return None
    if not currency or not amount.is_finite():
        return None
    return Money(int(amount.to_integral_value()), currency)


def issue(told: Thing, names: dict[str, str]) -> Issue:
    written = str(told.get("errorCode") or "")
    code = next((known for known in _CODES if written.endswith(known)), written)
    details = told.get("authorisationDetails")
    url = details.get("authorisationUrl") if isinstance(details, dict) else ""
    return Issue(
        code=code,
        sentence=str(told.get("description") or written),
        piece=names.get(str(told.get("objectId")), ""),
        is_passing=code in _PASSING,
        url=str(url or ""),
    )


def in_production(order: Thing) -> bool:
    details = _status(order).get("details")
    made = details.get("inProduction") if isinstance(details, dict) else ""
    return str(made).lower() in _BEGUN


def at(written: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return read if read.tzinfo else None


def _stage(order: Thing, shipments: list[Thing]) -> tuple[Stage, str]:
    told = order.get("status")
    word = str(_status(order).get("stage") or (told if isinstance(told, str) else ""))
    if not word:
        # While it is paused an order has nothing but its id.
        return Stage.HELD, "OnHold"
    stage = _STAGES.get(word.lower().replace(" ", ""), Stage.UNKNOWN)
    if stage == Stage.RECEIVED and any(_is(each, *_SHIPPED) for each in shipments):
        return Stage.PARTLY_SHIPPED, word
    if stage == Stage.RECEIVED and in_production(order):
        return Stage.IN_PRODUCTION, word
    return stage, word


def _status(order: Thing) -> Thing:
    told = order.get("status")
    return told if isinstance(told, dict) else {}


def _names(order: Thing) -> dict[str, str]:
    """Our references by the lab's ids of items and assets."""
    names = {}
    for item in _things(order.get("items")):
        reference = str(item.get("merchantReference") or "")
        ids = [item.get("id"), *(asset.get("id") for asset in _things(item.get("assets")))]
        names.update({str(each): reference for each in ids if each})
    return names


def _sent(shipment: Thing, names: dict[str, str]) -> Sent:
    carrier = _part(shipment, "carrier")
    tracking = _part(shipment, "tracking")
    return Sent(
        reference=str(shipment.get("id") or ""),
        carrier=str(carrier.get("name") or ""),
        service=str(carrier.get("service") or ""),
        number=str(tracking.get("number") or ""),
        url=str(tracking.get("url") or ""),
        sent_at=at(shipment.get("dispatchDate")),
        pieces=_inside(shipment, names),
    )


def _cancelled(shipments: list[Thing], names: dict[str, str]) -> tuple[str, ...]:
    """Pieces that are in cancelled parcels and in no other."""
    gone: list[str] = []
    alive: set[str] = set()
    for shipment in shipments:
        if _is(shipment, "cancelled") or shipment.get("cancelled") is True:
            gone += _inside(shipment, names)
        else:
            alive |= set(_inside(shipment, names))
    return tuple(dict.fromkeys(piece for piece in gone if piece not in alive))


def _inside(shipment: Thing, names: dict[str, str]) -> tuple[str, ...]:
    found = (names.get(str(item.get("itemId"))) for item in _things(shipment.get("items")))
    return tuple(dict.fromkeys(name for name in found if name))


def _charges(order: Thing) -> Iterator[Charge]:
    for told in _things(order.get("charges")):
        cost = money(told.get("totalCost"))
        kind = str(told.get("chargeType") or "").lower()
        if cost is not None and told.get("id"):
            known = kind if kind in _KINDS else "other"
            yield Charge(reference=str(told["id"]), kind=known, cost=cost)


def _issues(order: Thing, names: dict[str, str]) -> Iterator[Issue]:
    told = [issue(each, names) for each in _things(_status(order).get("issues"))]
    yield from told
    explained = {each.piece for each in told}
    for item in _things(order.get("items")):
        reference = str(item.get("merchantReference") or "")
        if _is(item, "invalid") and reference not in explained:
            sentence = _("Prodigi says that a file of this piece cannot be used.")
            yield Issue(code="Invalid", sentence=sentence, piece=reference)
    if str(_status(order).get("stage")).lower() == "error" and not told:
        yield Issue(code="Error", sentence=_("Prodigi says that the order has an error."))


def _is(thing: Thing, *states: str) -> bool:
    return str(thing.get("status") or "").lower() in states


def _part(thing: Thing, name: str) -> Thing:
    found = thing.get(name)
    return found if isinstance(found, dict) else {}


def _things(told: object) -> list[Thing]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
