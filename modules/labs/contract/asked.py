"""What a lab is told: an account with it, what it can do, and an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

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
    ``answers``: it can be asked how far an order is. Where it cannot, or where nothing tells it
    (``by_hand``), the studio may say when it is shipped.
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
    answers: bool = True
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
class Customs:
    """What is declared of a product. ``hs_code``: 6 to 10 digits of the Harmonized System;
    ``origin``: ISO 3166-1 alpha-2. Either may be empty.
    """

    hs_code: str = ""
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Copies of one product with its files. ``retail`` is the price of one, its value for customs;
    ``customs`` where the studio declares more.
    """

    reference: str
    sku: str
    copies: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    files: tuple[PrintFile, ...] = ()
    retail: Money | None = None
    customs: Customs | None = None
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
