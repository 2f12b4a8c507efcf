"""Prodigi's callbacks: CloudEvents 1.0 without a signature, so nothing but a name is taken."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from modules.labs.adapters.prodigi.reading import at
from modules.labs.contract import Heard, Incoming, NotGenuine

LONGEST = 1 << 20


def hear(incoming: Incoming) -> tuple[Heard, ...] | NotGenuine:
    """Which order has news. ``reference`` is a hint: whoever knows the address can write it."""
    if len(incoming.body) > LONGEST:
        return NotGenuine(sentence=_("It is too long."))
    try:
        event = json.loads(incoming.body)
    except (ValueError, RecursionError):
        return NotGenuine(sentence=_("It cannot be read."))
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        return NotGenuine(sentence=_("It is no event."))
    order = _order(event.get("data"))
    lab_id = event.get("subject") or order.get("id")
    if not isinstance(lab_id, str) or not lab_id or not event["id"]:
        return NotGenuine(sentence=_("It names no order."))
    reference = order.get("merchantReference")
    heard = Heard(
        event=event["id"], lab_id=lab_id, at=at(event.get("time")),
        reference=reference if isinstance(reference, str) else "",
    )  # fmt: skip
    return (heard,)


def _order(data: object) -> dict[str, Any]:
    """Their samples have the order in ``data`` itself, or one deeper."""
    if not isinstance(data, dict):
        return {}
    inside = data.get("order")
    return inside if isinstance(inside, dict) else data
