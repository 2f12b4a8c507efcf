"""What a module says of itself.

Parts are named by dotted path, so that reading a manifest imports no view and no model.
Everything named here is checked at start (``kernel.checks``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Area = Literal["workspace", "site"]


@dataclass(frozen=True, kw_only=True)
class Mount:
    """A URL conf under the area's root: ``prefix`` ends with a slash or is empty."""

    prefix: str
    urls: str


@dataclass(frozen=True)
class Permission:
    """Something a role may allow; ``code`` is ``<module>.<verb>``."""

    code: str
    title: str | _StrPromise


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of a menu. ``badge`` is the path of ``(request) -> int`` (0 shows nothing)."""

    area: Area
    title: str | _StrPromise
    url_name: str
    order: int
    icon: str = ""
    permission: str | None = None
    badge: str | None = None
    shortcut: str = ""
    # Beginnings of other addresses whose pages belong to this entry.
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A job kind to enqueue for each studio that has the module on, once every ``every``."""

    kind: str
    every: timedelta


@dataclass(frozen=True)
class Listener:
    """``path`` is called as ``(event)`` after commit, at least once, for events of this name."""

    event: str
    path: str


@dataclass(frozen=True)
class UploadPurpose:
    """``path`` is called as ``(upload)`` when the last byte of an upload of this purpose is in.

    Only members whose role has ``permission`` may send such uploads. ``begins`` is called as
    ``(upload)`` in the transaction that makes one, and refuses it by raising a ``Refusal``.
    """

    name: str
    path: str
    permission: str | None = None
    begins: str | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One module. Every field but ``name`` and ``title`` may be left out.

    ``docs/modules.md`` says of each field what it does and where.
    """

    name: str
    title: str | _StrPromise
    about: str | _StrPromise = ""
    requires: tuple[str, ...] = ()
    workspace: Mount | None = None
    site: Mount | None = None
    api: tuple[Mount, ...] = ()
    permissions: tuple[Permission, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    needs_you: str | None = None
    first_steps: str | None = None
    site_home: str | None = None
    site_parts: str | None = None
    settings: str | None = None
    schedule: tuple[Schedule, ...] = ()
    jobs: tuple[str, ...] = ()
    publishes: str | None = None
    listens: tuple[Listener, ...] = ()
    hookspecs: str | None = None
    extends: str | None = None
    mails: str | None = None
    uploads: tuple[UploadPurpose, ...] = ()
    keeps: tuple[str, ...] = ()
    on_enable: str | None = None
    takeout: str | None = None
    privacy: str | None = None
    package: str = field(default="", compare=False)
