"""Everything that the fake lab knows, in memory: orders, requests, accounts and switches."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from safelight.fakelab.courier import Courier
from safelight.fakelab.orders import Asset, Order, Piece, Step
from safelight.fakelab.switches import Switches

Thing = dict[str, Any]
#: Seconds of one step; an order is four of them on its way.
PACE = 5.0
_KEPT = 300


@dataclass(frozen=True)
class Asked:
    """One request of an API; status 0 if it was not answered. ``problems`` break the contract."""

    at: datetime
    method: str
    path: str
    status: int
    problems: tuple[str, ...] = ()
    key: str = ""


@dataclass
class Accounts:
    """WHCC's: secrets and callback addresses by consumer key; tokens and their ends."""

    secrets: dict[str, str] = field(default_factory=dict)
    callbacks: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    proofs: dict[str, tuple[str, str]] = field(default_factory=dict)


class Desk:
    """``lock`` is held by whoever reads or changes orders. ``pace`` in seconds."""

    def __init__(self, pace: float = PACE) -> None:
        self.lock = threading.RLock()
        self.pace = pace
        self.switches = Switches()
        self.courier = Courier(self.switches, pause=min(1.0, pace / 5))
        self.orders: dict[str, Order] = {}
        self.by_key: dict[tuple[str, str], str] = {}
        self.accounts = Accounts()
        self.asked: deque[Asked] = deque(maxlen=_KEPT)
        self.broken: deque[Asked] = deque(maxlen=_KEPT)
        self.posts: Counter[str] = Counter()
        self.wanted: deque[tuple[Order, Asset]] = deque()
        # Started anew, it gives no order a name that a studio knows already.
        self._numbers = itertools.count(int(time.time()))

    def number(self) -> int:
        return next(self._numbers)

    def note(self, asked: Asked) -> None:
        with self.lock:
            self.asked.append(asked)
            if asked.problems:
                self.broken.append(asked)
            if asked.key:
                self.posts[asked.key] += 1

    def take(self, order: Order) -> None:
        """A new order; it begins by itself unless it is held or only imported."""
        self.orders[order.id] = order
        if order.step == Step.FETCHING:
            self.begin(order)

    def begin(self, order: Order) -> None:
        """Fetch what it is printed from."""
        order.move(Step.FETCHING)
        self.wanted.extend((order, asset) for asset in order.assets)

    def fetched(self, order: Order) -> bool:
        """Go on when all files are there; False where the order is stuck from now on."""
        for piece in order.pieces:
            states = {asset.status for asset in piece.assets}
            if states <= {"Complete"}:
                piece.status = "Ok"
            elif "Error" in states:
                piece.status = "Invalid"
        states = {asset.status for asset in order.assets}
        if order.step == Step.FETCHING and "InProgress" not in states:
            if "Error" in states:
                order.move(Step.STUCK)
                return False
            order.move(Step.READY, time.monotonic() + 2 * self.pace)
        return True

    def reset(self) -> None:
        """As new, switches included; numbers go on."""
        with self.lock:
            for each in (self.orders, self.by_key, self.asked, self.broken, self.posts):
                each.clear()
            self.wanted.clear()
            self.courier.carried.clear()
            self.accounts = Accounts()
            self.switches.__dict__.update(Switches().__dict__)

    def counts(self) -> Thing:
        """How many orders each key and each reference has made, and how often a key was sent."""
        with self.lock:
            made = [order for order in self.orders.values() if order.step != Step.IMPORTED]
        return {
            "orders": len(made),
            "by_key": dict(Counter(order.key for order in made)),
            "by_reference": dict(Counter(order.reference for order in made)),
            "sent_by_key": dict(self.posts),
        }

    def asset(self, area: str, url: str, md5: str) -> Asset:
        return Asset(id=f"ast_{self.number()}", area=area, url=url, md5=md5.lower())

    def piece(self, asked: Thing, *, reference: str, sku: str, copies: int) -> Piece:
        return Piece(
            id=f"ori_{self.number()}", reference=reference, sku=sku, copies=copies, assets=[],
            asked=asked,
        )  # fmt: skip


def now() -> datetime:
    return datetime.now(UTC)
