"""Which function does a kind of job. A kind is ``<module or package>.<verb phrase>``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps

from safelight.kernel import registry as modules

QUEUES = ("default", "ingest", "mail")
Handler = Callable[..., object]
_H = TypeVar("_H", bound=Handler)


class UnknownKind(LookupError):  # noqa: N818 - reads as the reason
    """No handler of this kind is registered."""


@dataclass(frozen=True, kw_only=True)
class Spec:
    """How a kind is run.

    ``lease`` is how long a worker may be silent; ``limit`` how long one run may last in all.
    ``atomic`` puts the handler and its *done* into one transaction, so that its effects in the
    database happen exactly once. ``every`` makes it a schedule (packages of the platform;
    modules write theirs in the manifest).
    """

    kind: str
    handler: Handler
    queue: str = "default"
    lease: timedelta = timedelta(minutes=2)
    limit: timedelta = timedelta(hours=1)
    attempts: int = 5
    atomic: bool = False
    platform: bool = False
    every: timedelta | None = None

    @property
    def owner(self) -> str:
        return self.kind.partition(".")[0]


_specs: dict[str, Spec] = {}


def handler(
    kind: str,
    *,
    queue: str = "default",
    lease: timedelta = timedelta(minutes=2),
    limit: timedelta = timedelta(hours=1),
    attempts: int = 5,
    atomic: bool = False,
    every: timedelta | None = None,
) -> Callable[[_H], _H]:
    """Register ``(*, <ids>, **_)`` as the work of ``kind``; it runs inside the studio."""

    def register(function: _H) -> _H:
        _add(
            Spec(
                kind=kind,
                handler=function,
                queue=queue,
                lease=lease,
                limit=limit,
                attempts=attempts,
                atomic=atomic,
                every=every,
            )
        )
        return function

    return register


def platform_handler(
    kind: str,
    *,
    queue: str = "default",
    lease: timedelta = timedelta(minutes=2),
    limit: timedelta = timedelta(hours=1),
    attempts: int = 5,
    every: timedelta | None = None,
) -> Callable[[_H], _H]:
    """Register work that belongs to no studio and runs in the public schema."""

    def register(function: _H) -> _H:
        _add(
            Spec(
                kind=kind,
                handler=function,
                queue=queue,
                lease=lease,
                limit=limit,
                attempts=attempts,
                platform=True,
                every=every,
            )
        )
        return function

    return register


def spec(kind: str) -> Spec:
    _load()
    try:
        return _specs[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def specs() -> tuple[Spec, ...]:
    _load()
    return tuple(_specs.values())


def _add(new: Spec) -> None:
    known = _specs.get(new.kind)
    if known and _path(known) != _path(new):
        raise ValueError(f"Two handlers of {new.kind}: {_path(known)} and {_path(new)}.")
    if new.queue not in QUEUES:
        raise ValueError(f"{new.kind} names the queue {new.queue}; there are {QUEUES}.")
    _specs[new.kind] = new


def _path(entry: Spec) -> str:
    return f"{entry.handler.__module__}.{entry.handler.__qualname__}"


@cache
def _load() -> None:
    """Import each ``tasks`` of the platform's packages and each manifest's ``jobs``, once."""
    for config in apps.get_app_configs():
        if config.name.startswith("safelight.") or config.name == "tenants":
            path = f"{config.name}.tasks"
            if find_spec(path):
                import_module(path)
    for manifest in modules.manifests():
        for path in manifest.jobs:
            import_module(path)
