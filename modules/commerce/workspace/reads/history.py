"""The history of an order as sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import Order, OrderEntry
from modules.commerce.workspace.reads import money_words, progress_words

Detail = dict[str, Any]


@dataclass(frozen=True)
class Line:
    actor: str
    words: str
    at: datetime


def of(order: Order) -> list[Line]:
    """What happened, newest first."""
    entries = order.entries.order_by("-pk")
    return [Line(entry.actor or _("the system"), words(entry), entry.at) for entry in entries]


def words(entry: OrderEntry) -> str:
    say = _SAY.get(entry.verb)
    return say(entry.detail) if say else str(entry.verb)


def _placed(detail: Detail) -> str:
    count = int(detail.get("photos", 0))
    return ngettext("ordered %(n)d thing", "ordered %(n)d things", count) % {"n": count}


def _recalculated(detail: Detail) -> str:
    return _("recalculated: %(ready)d ready, %(waiting)d waiting") % detail


def _started(detail: Detail) -> str:
    count = int(detail.get("photos", 0))
    said = ngettext("began to deliver %(n)d photo", "began to deliver %(n)d photos", count)
    return said % {"n": count}


def _delivered(detail: Detail) -> str:
    count, failed = int(detail.get("photos", 0)), int(detail.get("failed", 0))
    said = ngettext("delivered %(n)d photo", "delivered %(n)d photos", count) % {"n": count}
    if detail.get("before_payment"):
        said = _("%(said)s before payment") % {"said": said}
    if failed:
        more = ngettext("%(n)d could not be made", "%(n)d could not be made", failed)
        said = f"{said}, {more % {'n': failed}}"
    return said


def _told(said: str, detail: Detail) -> str:
    return _("%(said)s and told the client") % {"said": said} if detail.get("told") else said


def _cancelled(detail: Detail) -> str:
    said = _told(_("cancelled the order"), detail)
    return f"{said}: {detail['reason']}" if detail.get("reason") else said


_SAY: dict[str, Callable[[Detail], str]] = {
    "placed": _placed,
    "recalculated": _recalculated,
    "delivery_started": _started,
    "delivered": _delivered,
    "accepted": lambda detail: _("accepted the order"),
    "declined": lambda detail: _told(_("declined the order"), detail),
    "charged": lambda detail: _("charged this"),
    "cancelled": _cancelled,
    "transferred": lambda detail: _("told the client of finals to download"),
    "item_cancelled": money_words.left_out,
    **money_words.SAY,
    **progress_words.SAY,
}
