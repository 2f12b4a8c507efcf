"""What a process keeps of a studio from one request to the next, until the studio changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest

T = TypeVar("T")


def kept(request: HttpRequest, name: str, make: Callable[[], T]) -> T:
    """What ``make`` answered first, to read and not to change.

    Whoever changes what it tells of calls ``resolve.forget_all`` after the commit.
    """
    store: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if name not in store:
        store[name] = make()
    return cast(T, store[name])
