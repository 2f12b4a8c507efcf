"""An order at the fake lab, whichever language it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

Thing = dict[str, Any]


class Step(IntEnum):
    """How far an order is. ``IMPORTED`` is WHCC's, before it is submitted."""

    IMPORTED = 0
    HELD = 1
    FETCHING = 2
    READY = 3
    MAKING = 4
    PARTLY_SHIPPED = 5
    SHIPPED = 6
    STUCK = 7
    CANCELLED = 8

    @property
    def is_over(self) -> bool:
        return self in (Step.SHIPPED, Step.CANCELLED)


@dataclass
class Asset:
    """``status``: ``InProgress``, ``Complete`` or ``Error``; ``problem`` in WHCC's code."""

    id: str
    area: str
    url: str
    md5: str = ""
    status: str = "InProgress"
    attempts: int = 0
    problem: str = ""
    size: int = 0


@dataclass
class Piece:
    id: str
    reference: str
    sku: str
    copies: int
    assets: list[Asset]
    asked: Thing = field(default_factory=dict)
    status: str = "NotYetDownloaded"


@dataclass
class Parcel:
    """``status``: ``Processing``, ``Shipped`` or ``Cancelled``."""

    id: str
    pieces: list[str]
    carrier: str
    service: str
    number: str
    origin: str
    status: str = "Processing"
    sent_at: datetime | None = None

    @property
    def url(self) -> str:
        return f"https://track.example/{self.carrier}/{self.number}"


@dataclass(frozen=True)
class Problem:
    """``about`` is the id of the order, a piece or an asset."""

    about: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Bill:
    id: str
    kind: str
    amount: Decimal
    currency: str


@dataclass
class Order:
    """``house``: ``prodigi`` or ``whcc``; ``due`` is when it goes on, in ``time.monotonic``."""

    id: str
    house: str
    account: str
    reference: str
    key: str
    method: str
    country: str
    pieces: list[Piece]
    asked: Thing
    callback: str
    number: int
    step: Step = Step.FETCHING
    due: float = 0.0
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    updated: datetime = field(default_factory=lambda: datetime.now(UTC))
    problems: list[Problem] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)

    def move(self, step: Step, due: float = 0.0) -> None:
        self.step, self.due, self.updated = step, due, datetime.now(UTC)

    @property
    def assets(self) -> list[Asset]:
        return [asset for piece in self.pieces for asset in piece.assets]
