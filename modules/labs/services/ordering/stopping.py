"""Leaving a lab order to a person: the sentence, its items, the history, and one mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from modules.commerce import facade as commerce
from modules.labs import contract
from modules.labs.models import LabOrder, LabPiece, LabState
from modules.labs.services.ordering import mails, trail

FIELDS = ("state", "problem", "issues", "decide_by")


def stop(
    lab_order: LabOrder,
    *,
    sentence: str,
    at: datetime,
    issues: Iterable[contract.Issue] = (),
    tells: bool = True,
) -> None:
    """Stop a locked lab order, and save it. In the same words as before it tells nobody; nor does
    it where somebody of the team asked for it (``tells``).
    """
    kept = [stored(each) for each in issues]
    if lab_order.state == LabState.STOPPED and lab_order.problem == sentence:
        lab_order.issues = kept
        lab_order.save(update_fields=["issues"])
        return
    if lab_order.state != LabState.STOPPED:
        lab_order.move(LabState.STOPPED)
    lab_order.problem, lab_order.issues, lab_order.decide_by = sentence, kept, None
    lab_order.save(update_fields=FIELDS)
    for order_id, pieces in by_order(lab_order).items():
        commerce.at_lab.stopped(
            order_id=order_id, item_ids=[piece.item_id for piece in pieces],
            lab=lab_order.connection.name, sentence=sentence, at=at,
        )  # fmt: skip
    trail.record(lab_order=lab_order, verb="stopped", by=None, at=at, sentence=sentence)
    if tells:
        mails.problem(lab_order)


def sentence_of(issues: Iterable[contract.Issue]) -> str:
    return " ".join(dict.fromkeys(each.sentence for each in issues))


def stored(issue: contract.Issue) -> dict[str, Any]:
    return {
        "code": issue.code, "sentence": issue.sentence, "piece": issue.piece,
        "is_passing": issue.is_passing, "url": web_address(issue.url),
    }  # fmt: skip


def web_address(text: str, longest: int = 500) -> str:
    """What a lab calls an address, if people may press it."""
    is_one = text.startswith(("https://", "http://")) and len(text) <= longest
    return text if is_one else ""


def by_order(lab_order: LabOrder) -> dict[int, list[LabPiece]]:
    """Live pieces of a lab order by the id of the client's order."""
    found: dict[int, list[LabPiece]] = {}
    for piece in lab_order.pieces.filter(is_live=True).select_related("item"):
        found.setdefault(piece.item.order_id, []).append(piece)
    return found
