"""Every answer that a lab can give, and what it may tell by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from modules.labs.contract.asked import Money
from modules.labs.contract.progress import Issue, Progress


@dataclass(frozen=True, kw_only=True)
class Away:
    """No clear answer: down, slow, or broken off. Ask again, with the same key.

    ``trace`` is handed to the next attempt as ``Submission.previous``.
    """

    sentence: str
    trace: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Begun(Away):
    """The first of two steps is done, and nothing is made yet: ask again at once.

    Keep ``trace`` first. Whoever dies in the second step then takes the same step again, so that
    a lab that knows no key makes one order nevertheless.
    """


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The lab will not, however often it is asked. ``code`` is the lab's own.

    ``suggests`` are settings, by the name of their field, that the studio may look at and accept.
    """

    sentence: str
    code: str = ""
    issues: tuple[Issue, ...] = ()
    suggests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The lab has the order; issues, if any, are in ``progress``.

    ``repeated``: it had it from an earlier attempt.
    """

    progress: Progress
    repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to ship all pieces of a quote. ``days`` is (fewest, most) working days, if known."""

    method: str
    name: str
    items: Money
    shipping: Money
    parcels: int = 1
    carrier: str = ""
    origin: str = ""
    days: tuple[int, int] | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quoted:
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """Nothing of it is made. ``refund`` says in words what the lab charges nevertheless."""

    progress: Progress | None = None
    refund: str = ""


@dataclass(frozen=True, kw_only=True)
class PartlyTakenBack:
    """Some pieces are made nevertheless; ``pieces`` are our references of those that are not."""

    pieces: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Changed:
    """``sentence`` says what could not be changed, where only a part could."""

    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class NoNews:
    """The lab has no such order, or cannot say how far it is."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A product with one choice of attributes. ``pixels``: area to (width, height) wanted.

    ``ships_to`` are countries; empty where the lab does not say.
    """

    attributes: Mapping[str, str]
    ships_to: frozenset[str] = frozenset()
    pixels: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Product:
    """``width`` and ``height`` of the finished piece in millimetres, 0 where it has none.

    ``wrap``: millimetres on each side that go round the edge. ``cost`` where the lab lists it.
    """

    sku: str
    name: str
    group: str = ""
    width: int = 0
    height: int = 0
    wrap: int = 0
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    cost: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """``unknown``: SKUs that were asked for by name and that the lab does not have."""

    products: tuple[Product, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A request to our callback address; header names in lower case."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Heard:
    """News of one order. ``progress`` only where the news are proven to come from the lab;
    otherwise the order is asked for again. ``reference`` is ours, ``lab_id`` theirs.
    """

    event: str
    lab_id: str = ""
    reference: str = ""
    at: datetime | None = None
    progress: Progress | None = None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question of the lab about the address itself, answered at once with this text.

    ``proof``, where there is one, is what the lab wants back by a call of its own: a job gives it
    to ``ConfirmsAddress.confirm``.
    """

    body: str
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class NotGenuine:
    """It cannot be read, or does not prove where it comes from."""

    sentence: str


@dataclass(frozen=True, kw_only=True)
class Works:
    """The account can be used; ``words`` say as whom."""

    words: str = ""
