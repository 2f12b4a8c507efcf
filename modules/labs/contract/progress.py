"""An order as its lab sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from modules.labs.contract.asked import Money


class Stage(StrEnum):
    """How far an order is at its lab. ``ORDER`` says which of them may follow which."""

    HELD = "held"
    RECEIVED = "received"
    IN_PRODUCTION = "in production"
    PARTLY_SHIPPED = "partly shipped"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    # A word that this version of the adapter does not know: nothing is concluded from it.
    UNKNOWN = "unknown"


ORDER = (Stage.HELD, Stage.RECEIVED, Stage.IN_PRODUCTION, Stage.PARTLY_SHIPPED, Stage.SHIPPED)


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Something a person has to look at. ``piece`` is our reference, empty for the whole order.

    ``is_passing``: the lab is still trying by itself.
    """

    code: str
    sentence: str
    piece: str = ""
    is_passing: bool = False
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A parcel of the lab. ``pieces``: our references of what is in it; empty for all."""

    reference: str
    carrier: str = ""
    service: str = ""
    number: str = ""
    url: str = ""
    sent_at: datetime | None = None
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What the lab bills; negative gives back. ``kind``: ``item``, ``shipping``, ``refund`` or
    ``other``."""

    reference: str
    kind: str
    cost: Money


@dataclass(frozen=True, kw_only=True)
class Progress:
    """An order as its lab sees it now. ``word`` is the lab's own name of the stage.

    ``shipped`` holds parcels that are on their way, not those being packed.
    """

    lab_id: str
    stage: Stage
    word: str = ""
    shipped: tuple[Sent, ...] = ()
    charges: tuple[Charge, ...] = ()
    issues: tuple[Issue, ...] = ()
    cancelled_pieces: tuple[str, ...] = ()
