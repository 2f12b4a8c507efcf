"""What happened to an order beyond its money, as sentences of its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Detail = dict[str, Any]


def _forced(detail: Detail) -> str:
    count = int(detail.get("released", 0))
    said = ngettext(
        "let %(n)d item go although it was not paid",
        "let %(n)d items go although they were not paid",
        count,
    )
    if detail.get("paid"):
        said = ngettext("let %(n)d item go after all", "let %(n)d items go after all", count)
    said %= {"n": count}
    if short := detail.get("short"):
        said = _("%(said)s; sold out meanwhile: %(names)s") % {
            "said": said, "names": ", ".join(short)
        }  # fmt: skip
    return said


def _sent(detail: Detail) -> str:
    tracked = " ".join(filter(None, [detail.get("carrier"), detail.get("number")]))
    said = _("sent the parcel “%(name)s”") % detail
    return f"{said} ({tracked})" if tracked else said


def _corrected(detail: Detail) -> str:
    now = " ".join(filter(None, [detail.get("carrier"), detail.get("number")])) or "–"
    said = _("corrected how to follow “%(name)s”: %(was)s → %(now)s") % {
        "name": detail.get("name", ""), "was": detail.get("was") or "–", "now": now
    }  # fmt: skip
    return _("%(said)s and told the client") % {"said": said} if detail.get("told") else said


def _shipped(detail: Detail) -> str:
    tracked = " ".join(filter(None, [detail.get("carrier"), detail.get("number")]))
    said = ngettext("the lab sent %(n)d print", "the lab sent %(n)d prints", detail["items"])
    said %= {"n": detail["items"]}
    return f"{said} ({tracked})" if tracked else said


def _prints(one: str, many: str) -> Callable[[Detail], str]:
    return lambda d: ngettext(one, many, d["items"]) % {**d, "n": d["items"]}


SAY: dict[str, Callable[[Detail], str]] = {
    "forced": _forced,
    "parcel_sent": _sent,
    "tracking_corrected": _corrected,
    "parcel_taken_back": lambda d: _("took back that the parcel “%(name)s” is gone") % d,
    "parcel_ready": lambda d: _("told the client that %(name)s is ready to be picked up") % d,
    "parcel_picked_up": lambda d: _("handed out a parcel: %(name)s") % d,
    "handed_over": lambda d: _("handed over %(name)s") % d,
    "item_retried": lambda d: _("tried %(name)s again") % d,
    "links_withdrawn": lambda d: _("turned the downloads off"),
    "links_restored": lambda d: _("turned the downloads on again"),
    "link_renewed": lambda d: _("was asked for a new link, and mailed it"),
    "lab_took": _prints("%(n)d print accepted by %(lab)s", "%(n)d prints accepted by %(lab)s"),
    "lab_stopped": _prints(
        "%(n)d print stopped at %(lab)s: %(sentence)s",
        "%(n)d prints stopped at %(lab)s: %(sentence)s",
    ),
    "lab_again": _prints("%(n)d print waits for a lab again", "%(n)d prints wait for a lab again"),
    "lab_framed": lambda d: _("chose another part of %(name)s to print") % d,
    "lab_shipped": _shipped,
    "lab_to_studio": _prints(
        "%(n)d print is on its way to you", "%(n)d prints are on their way to you"
    ),
    "lab_took_back": _prints(
        "%(n)d print is not made after all", "%(n)d prints are not made after all"
    ),
    "in_house": _prints("takes %(n)d print in hand", "takes %(n)d prints in hand"),
    "stock_released": lambda d: _("gave copies back that were held for a payment"),
}
