"""A lab in memory that does what the contract says, and misbehaves on demand."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from modules.labs.adapters.declining import Declining
from modules.labs.contract import (
    Accepted,
    Account,
    Answered,
    Away,
    Begun,
    Cancelling,
    Capabilities,
    Catalogue,
    Changed,
    Charge,
    Field,
    Heard,
    Incoming,
    Money,
    NoNews,
    NotGenuine,
    PartlyTakenBack,
    Piece,
    Progress,
    Quoted,
    Recipient,
    Refused,
    Stage,
    Submission,
    TakenBack,
    Way,
    Works,
)

EVERYTHING = Capabilities(
    quotes=True, tells=True, changes_recipient=True, changes_shipping=True,
    cancelling=Cancelling.BEFORE_PRODUCTION,
)  # fmt: skip


class PaperLab(Declining):
    """``orders`` by our key, as Prodigi keeps them. Satisfies ``Lab``.

    ``mood``: ``""``, ``down``, ``deaf`` (does it and answers nothing), ``two steps``, or
    ``refusing``.
    """

    code = "paper"
    name: str = "Paper lab"
    fields: tuple[Field, ...] = ()

    def __init__(self) -> None:
        self.capabilities = EVERYTHING
        self.orders: dict[str, Submission] = {}
        self.known: dict[str, Progress] = {}
        self.calls: list[str] = []
        self.mood = ""
        self.answer: Any = None
        self.heard: Any = NotGenuine(sentence="What?")
        self.lock = threading.Lock()

    @property
    def made(self) -> list[Submission]:
        """Orders that it makes, one for each key that it was asked with."""
        return list(self.orders.values())

    def tell(self, **changes: Any) -> None:
        """What it says of its only order from now on."""
        (lab_id,) = self.known
        self.known[lab_id] = replace(self.known[lab_id], **changes)

    def check(self, account: Account) -> Works | Refused | Away:
        return Works()

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        return Catalogue(products=())

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        cost, shipping = Money(900, currency), Money(400, currency)
        return Quoted(ways=(Way(method="Standard", name="Post", items=cost, shipping=shipping),))

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        self.calls.append(submission.key)
        if self.mood == "down":
            return Away(sentence="It is closed.", trace={"tried": "once"})
        if self.mood == "refusing":
            return Refused(code="bad", sentence="This paper is sold out.")
        if self.mood == "two steps" and not submission.previous:
            return Begun(sentence="Half of it.", trace={"basket": "b-1"})
        with self.lock:
            repeated = submission.key in self.orders
            self.orders.setdefault(submission.key, submission)
            lab_id = f"ord-{list(self.orders).index(submission.key) + 1}"
            self.known.setdefault(lab_id, Progress(lab_id=lab_id, stage=Stage.RECEIVED))
        if self.mood == "deaf":
            return Away(sentence="The line broke.")
        return Accepted(progress=self.known[lab_id], repeated=repeated)

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        self.calls.append(f"status {lab_id}")
        if self.mood == "down":
            return Away(sentence="It is closed.")
        return self.known.get(lab_id, NoNews())

    def cancel(
        self, account: Account, *, lab_id: str
    ) -> TakenBack | PartlyTakenBack | Refused | Away:  # fmt: skip
        answer: Any = self.answer or TakenBack(refund="All but the postage.")
        return answer  # type: ignore[no-any-return]

    def change_recipient(
        self, account: Account, *, lab_id: str, recipient: Recipient
    ) -> Changed | Refused | Away:
        return self.answer or Changed()

    def change_shipping(
        self, account: Account, *, lab_id: str, method: str
    ) -> Changed | Refused | Away:
        return self.answer or Changed()

    def hear(
        self, account: Account, incoming: Incoming
    ) -> tuple[Heard, ...] | Answered | NotGenuine:
        return self.heard  # type: ignore[no-any-return]


def charge(amount: int, reference: str = "chg-1", kind: str = "item") -> Charge:
    return Charge(reference=reference, kind=kind, cost=Money(amount, "EUR"))
