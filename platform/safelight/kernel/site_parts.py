"""What a module adds to the studio's public site: blocks of pages, and addresses to be found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString


@dataclass(frozen=True, kw_only=True)
class SiteBlock:
    """A kind of block; ``kind`` is ``<module>.<noun>``.

    ``render`` is given the request and the block as it is stored: ``heading``, and ``choice``, one
    of the values that ``choices`` offers the team. It decides for whoever looks, every time, and
    gives nothing where what was chosen is not for them any more.
    """

    kind: str
    title: str | _StrPromise
    render: Callable[[HttpRequest, dict[str, Any]], SafeString]
    choices: Callable[[HttpRequest], list[tuple[str, str]]] | None = None
    text: str | _StrPromise = ""


@dataclass(frozen=True)
class SiteAddress:
    """A page that anybody may see and search engines may list."""

    path: str
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SiteParts:
    """``addresses`` is asked as nobody: it names only what is shown to the whole world."""

    blocks: tuple[SiteBlock, ...] = ()
    addresses: Callable[[HttpRequest], Iterable[SiteAddress]] | None = None
