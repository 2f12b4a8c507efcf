"""What is held of one client, and how it is forgotten; each package says so in its ``privacy``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A client, by all that rows know them by. Addresses are in lower case.

    ``former_emails`` are those that they had before.
    """

    person_id: int
    person_public_id: str
    client_id: int
    client_public_id: str
    visitor_ids: tuple[int, ...]
    email: str
    name: str
    former_emails: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Nobody:
    """Who stands in a client's place from now on: ``name`` and ``email`` reach no person.

    ``visitor_id`` is a nameless visitor for what is only counted.
    """

    name: str
    email: str
    visitor_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Held:
    """Rows of ``model`` that are about a client, by any of these lookups of the table.

    The columns are those that go along in an export of the studio.
    """

    model: str
    title: str | _StrPromise
    person: str = ""
    client: str = ""
    visitor: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Privacy:
    """What one package says of a client.

    ``waits`` gives sentences: why they cannot be forgotten yet. ``goes`` and ``kept`` say what
    goes and what stays, and why. ``erase`` runs in the transaction that forgets the client, once
    for each address that they had, and gives the keys of stored objects that are to go after it.
    ``documents`` names columns (``app.Model.column``) that keep a name because the law wants the
    document as it was. ``named`` names models whose rows a client may read by what they are called.
    """

    held: tuple[Held, ...] = ()
    waits: Callable[[Subject, datetime], Iterator[str]] | None = None
    kept: tuple[str | _StrPromise, ...] = ()
    goes: tuple[str | _StrPromise, ...] = ()
    erase: Callable[[Subject, Nobody], list[str] | None] | None = None
    documents: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
