"""What goes along when a studio takes everything with it; each package says so in its ``takeout``.

Every column of every table of a studio is decided: it goes along, or it stays for a reason that
is written down. ``tests/takeout`` refuses a column that nobody decided about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """The rows of ``model`` (``app.Model``) as lines of JSON, with these columns beside ``id``.

    ``stays`` names the other columns, each with the reason why it does not go along.
    """

    model: str
    columns: str
    stays: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that lies in the storage. ``key`` names one variant of an object.

    ``crc32`` or ``sha256`` are left out where nobody has counted them yet.
    """

    path: str
    name: str
    key: str
    kind: str
    row: int
    bytes: int = -1
    crc32: int = -1
    sha256: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """A file that is written for the export: its text now, or by ``made`` of its package later."""

    path: str
    kind: str
    row: int
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Takeout:
    """What one package sends along.

    ``stays`` names whole tables with the reason. ``files`` is asked within the snapshot; ``made``
    gives the bytes of a ``WrittenFile`` without text, after the snapshot, by its kind and row.
    """

    tables: tuple[Table, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)
    files: Callable[[], Iterator[StoredFile | WrittenFile]] | None = None
    made: Callable[[str, int], bytes] | None = None
