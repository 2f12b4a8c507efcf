"""The contract between Safelight and a lab: what is asked, and every answer there is.

An adapter turns these values into one lab's words and back. It keeps no state and touches no row;
what it needs to know of a connection comes in ``Account``. Labs are asked outside transactions.

Answers are values, never exceptions: whoever asks has to look at each of them. After ``Away``
nobody knows whether the lab has heard, so everything is asked again with the same key; an adapter
makes sure that the same key makes one order, whatever the lab itself does about it.

Money is whole minor units with an ISO 4217 currency, lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The field that says how many days the links of a lab's files last, whichever lab has it.
LINK_DAYS = "link_days"


@dataclass(frozen=True, kw_only=True)
class Account:
    """A studio's account with a lab: ``settings`` and ``secrets`` as its ``Field``s are called.

    ``callback_url`` is where the lab may tell us of changes; its last part is a secret.
    """

    reference: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    callback_url: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something the studio types to connect. ``choices``: (value, words); none is free text.

    ``default`` stands in the field before anything is typed; ``is_long`` has several lines.
    """

    name: str
    label: str | _StrPromise
    help: str | _StrPromise = ""
    is_secret: bool = False
    is_required: bool = True
    choices: tuple[tuple[str, str | _StrPromise], ...] = ()
    default: str = ""
    is_long: bool = False


class Cancelling(StrEnum):
    """Until when an order can be taken back."""

    NEVER = "never"
    BEFORE_PRODUCTION = "before production"
    BY_ASKING = "by asking a person"


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What this lab can do. Pages offer nothing else.

    ``hold``: it can keep an order back by itself. ``tells``: it sends news; others are asked.
    ``by_hand``: nothing tells how far an order is, so the studio says when it is shipped.
    ``sends_again``: the same order may be sent once more, see ``Submission.again``.
    """

    quotes: bool = False
    catalogue: bool = False
    cancelling: Cancelling = Cancelling.NEVER
    changes_recipient: bool = False
    changes_shipping: bool = False
    fixes_crop: bool = False
    swaps_image: bool = False
    hold: bool = False
    tells: bool = False
    by_hand: bool = False
    sends_again: bool = False
    branding: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Money:
    amount: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """``country`` is ISO 3166-1 alpha-2; parts that a country does not use are empty."""

    name: str
    company: str = ""
    line1: str
    line2: str = ""
    city: str
    region: str = ""
    postal_code: str = ""
    country: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class PrintFile:
    """One finished file: at exact ratio and size, fetched without cookies until the link ends.

    ``area`` is the lab's name of the place it is printed on, ``md5`` lower-case hexadecimal.
    ``key`` is where it lies in the storage, for adapters that send files themselves.
    """

    area: str
    url: str
    md5: str
    name: str
    width: int
    height: int
    size: int
    key: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Copies of one product with its files. ``retail`` is the price of one, for customs."""

    reference: str
    sku: str
    copies: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    files: tuple[PrintFile, ...] = ()
    retail: Money | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """An order to the lab. ``key`` stays the same however often it is sent.

    ``method`` is one of the lab's ways to ship. ``previous`` is what an earlier, unclear attempt
    may have left (``Away.trace``). ``placed_at`` is when its first attempt began.

    ``again``: how often the studio has sent this order before, each time with a key of its own; the
    lab is told that it is the same order. ``links_end_at``: when the files' addresses end.
    """

    reference: str
    key: str
    method: str
    recipient: Recipient
    pieces: tuple[Piece, ...]
    branding: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    previous: Mapping[str, str] = field(default_factory=dict)
    placed_at: datetime
    again: int = 0
    links_end_at: datetime | None = None


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


# Answers ---------------------------------------------------------------------------------------


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


class Lab(Protocol):
    """One kind of lab, in the entry-point group ``safelight.labs`` (``docs/labs.md``)."""

    code: str
    name: str
    fields: tuple[Field, ...]
    capabilities: Capabilities

    def check(self, account: Account) -> Works | Refused | Away:
        """Whether what was typed can be used."""
        ...

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        """What the lab makes: these SKUs, or everything it lists."""
        ...

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        """What making and shipping would cost now, for each way there is. Pieces need no files."""
        ...

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away: ...

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away: ...

    def cancel(
        self, account: Account, *, lab_id: str
    ) -> TakenBack | PartlyTakenBack | Refused | Away:  # fmt: skip
        """Take the whole order back."""
        ...

    def change_recipient(
        self, account: Account, *, lab_id: str, recipient: Recipient
    ) -> Changed | Refused | Away: ...

    def change_shipping(
        self, account: Account, *, lab_id: str, method: str
    ) -> Changed | Refused | Away: ...

    def hear(
        self, account: Account, incoming: Incoming
    ) -> tuple[Heard, ...] | Answered | NotGenuine:
        """Read what came to the callback address; no call to the lab is made here."""
        ...


@runtime_checkable
class ConfirmsAddress(Protocol):
    """A lab that has to be told the callback address, and wants a proof that it is ours."""

    def register(self, account: Account) -> Works | Refused | Away:
        """Tell the lab ``account.callback_url``: after connecting, and when it has changed."""
        ...

    def confirm(self, account: Account, *, proof: str) -> Works | Refused | Away:
        """Give the lab back what came as ``Answered.proof``."""
        ...
