"""The history of a lab order, and where it stands, as sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.labs.contract import Stage
from modules.labs.models import LabEntry, LabOrder, LabState, LabWish, WindowEnd

Detail = dict[str, Any]


@dataclass(frozen=True)
class Line:
    actor: str
    words: str
    at: datetime


def history(lab_order: LabOrder) -> list[Line]:
    """What happened, newest first."""
    entries = lab_order.entries.all()
    return [Line(entry.actor or _("the system"), _words(entry), entry.at) for entry in entries]


def stage(lab_order: LabOrder) -> str:
    """How far it is at the lab, in our words; the lab's own where we know none."""
    say = _STAGES.get(lab_order.stage)
    return say() if say else str(lab_order.word)


def standing(lab_order: LabOrder) -> str:
    """What happens next, or what is to be done."""
    if lab_order.state == LabState.WAITING:
        return _waiting(lab_order)
    if lab_order.state == LabState.SENDING:
        if lab_order.unclear_at:
            return _("The lab gives no clear answer. It is asked again until it does.")
        return _("The files are being made; then it goes to the lab.")
    if lab_order.state == LabState.AT_LAB:
        return stage(lab_order) or _("The lab has it.")
    if lab_order.state == LabState.STOPPED:
        return str(lab_order.problem)
    if lab_order.state == LabState.DONE:
        return _("All of it is on its way to you.") if lab_order.to_studio else _("All is shipped.")
    return _("It is not made.")


def _waiting(lab_order: LabOrder) -> str:
    if lab_order.decide_by is None:
        return _("It waits for you to send it.")
    return {
        WindowEnd.SEND: _("It goes to the lab by itself when its time is over."),
        WindowEnd.WAIT: _("When its time is over it waits for you to send it."),
        WindowEnd.CANCEL: _("When its time is over it is not made, unless you send it before."),
    }[WindowEnd(lab_order.at_end)]


_STAGES: dict[str, Callable[[], str]] = {
    Stage.HELD: lambda: _("The lab keeps it back for now."),
    Stage.RECEIVED: lambda: _("The lab has received it."),
    Stage.IN_PRODUCTION: lambda: _("It is being made."),
    Stage.PARTLY_SHIPPED: lambda: _("A part of it is shipped."),
    Stage.SHIPPED: lambda: _("All is shipped."),
}


# As ``_STAGES``, after the lab's name.
_PROGRESS: dict[str, Callable[[], str]] = {
    Stage.HELD: lambda: _("keeps it back for now"),
    Stage.RECEIVED: lambda: _("has received it"),
    Stage.IN_PRODUCTION: lambda: _("is making it"),
    Stage.PARTLY_SHIPPED: lambda: _("has shipped a part of it"),
    Stage.SHIPPED: lambda: _("has shipped all of it"),
}


def _words(entry: LabEntry) -> str:
    say = _SAY.get(entry.verb)
    return say(entry.detail) if say else str(entry.verb)


def _gathered(detail: Detail) -> str:
    count = int(detail.get("pieces", 0))
    said = ngettext(
        "took %(n)d print of order %(order)s", "took %(n)d prints of order %(order)s", count
    )
    return said % {"n": count, "order": detail.get("order", "")}


def _stage(detail: Detail) -> str:
    say = _PROGRESS.get(detail["stage"])
    return say() if say else str(detail["word"])


def _parcel(detail: Detail) -> str:
    tracked = " ".join(filter(None, [detail.get("carrier"), detail.get("number")]))
    said = ngettext(
        "sent a parcel with %(n)d print", "sent a parcel with %(n)d prints", detail["pieces"]
    )
    said %= {"n": detail["pieces"]}
    return f"{said} ({tracked})" if tracked else said


def _given_back(detail: Detail) -> str:
    said = _("has it back from the lab")
    return f"{said}: {detail['refund']}" if detail.get("refund") else said


def _wish(detail: Detail, granted: bool) -> str:
    if granted and detail["kind"] == LabWish.Kind.AGAIN:
        return _("has it once more")
    kind = LabWish.Kind(detail["kind"]).label
    said = _("agreed: %s") if granted else _("did not agree: %s")
    return " ".join(filter(None, [said % kind, detail.get("sentence")]))


_SAY: dict[str, Callable[[Detail], str]] = {
    "gathered": _gathered,
    "sending": lambda d: _("sends it to the lab"),
    "accepted": lambda d: _("has it as %s") % d["lab_id"],
    "stage": _stage,
    "stopped": lambda d: _("stopped: %s") % d["sentence"],
    "goes_on": lambda d: _("goes on with it"),
    "parcel": _parcel,
    "done": lambda d: _("closed it: all of it is on its way"),
    "extended": lambda d: _("waits longer before it is sent"),
    "window_over": lambda d: _("its time to decide was over"),
    "redirected": lambda d: _("changed the address to %s") % d["city"],
    "other_way": lambda d: _("changed the way to ship to %s") % d["method"],
    "framed": lambda d: _("chose another part of %s") % d["name"],
    "left_out": lambda d: _("left out what the client does not get"),
    "cancelled": lambda d: _("cancelled it"),
    "in_house": lambda d: _("makes it in the studio"),
    "given_back": _given_back,
    "cancelled_there": lambda d: _("cancelled it by itself"),
    "split": lambda d: _("a part of it goes on as %s") % d["other"],
    "split_from": lambda d: _("took it out of %s") % d["other"],
    "grouped": lambda d: _("put it into %s") % d["into"],
    "took_in": lambda d: _("put %s into it") % d["others"],
    "reprint": lambda d: _("makes it again as %(other)s: %(reason)s") % d,
    "reprint_of": lambda d: _("makes again what %(other)s had: %(reason)s") % d,
    "wish_cancel": lambda d: _("asked the lab to take it back"),
    "wish_recipient": lambda d: _("asked the lab to send it to another address"),
    "wish_method": lambda d: _("asked the lab to send it another way"),
    "wish_again": lambda d: _("sent the order to the lab once more"),
    "granted": lambda d: _wish(d, granted=True),
    "not_granted": lambda d: _wish(d, granted=False),
}
