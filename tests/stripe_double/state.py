"""What the double keeps, and what happens there: each happening leaves its events."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from dataclasses import dataclass, field

from tests.stripe_double import shapes
from tests.stripe_double.shapes import Thing

CARD_DECLINED = {"type": "card_error", "code": "card_declined"}


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """What Stripe would say no to; its HTTP status and the body's ``error``."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        kinds = {"idempotency_key_in_use": "idempotency_error", "card_declined": "card_error"}
        kind = kinds.get(code, "invalid_request_error")
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message or code}}


@dataclass
class State:
    """Objects by id. ``owners`` says in which connected account an object lies; ``lines`` what a
    session lists, which Stripe tells only where it is asked to."""

    things: dict[str, Thing] = field(default_factory=dict)
    lines: dict[str, list[Thing]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)
    livemode: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)
    # Whoever remembers ids of another double must not take ours for them.
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{self._run}{next(self._numbers):06d}"

    def add(self, prefix: str, kind: str, account: str, **fields: object) -> Thing:
        """A new object of the account."""
        own = {"livemode": self.livemode} if "livemode" in shapes.CONTRACT[kind] else {}
        made = shapes.make(kind, id=self.new_id(prefix), created=int(time.time()), **own, **fields)
        self.things[made["id"]] = made
        self.owners[made["id"]] = account
        return made

    def of(self, kind: str, account: str, **wanted: object) -> list[Thing]:
        """Objects of a kind in an account whose fields have these values, the newest first."""
        return [
            thing
            for thing in reversed(self.things.values())
            if thing["object"] == kind
            and self.owners[thing["id"]] == account
            and all(thing[key] == value for key, value in wanted.items())
        ]

    def tell(self, kind: str, thing: Thing) -> None:
        """Leave an event about the object as it is now."""
        event = shapes.make(
            "event", id=self.new_id("evt"), created=int(time.time()), livemode=self.livemode,
            type=kind, data={"object": dict(thing)}, api_version="2026-10-28.endive",
        )  # fmt: skip
        account = self.owners[thing["id"]]
        self.events.append(event | ({"account": account} if account else {}))
