"""Entering a studio. Nothing else in the project changes the search path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tenants import schema
from tenants.models import Studio

_current: ContextVar[Studio | None] = ContextVar("studio", default=None)


class NoStudio(RuntimeError):  # noqa: N818 - reads as the reason
    """Code that works inside a studio was run outside one."""


@contextmanager
def tenant_context(studio: Studio) -> Iterator[Studio]:
    """Run the block inside ``studio``; afterwards the connection is where it was before."""
    previous = _current.get()
    token = _current.set(studio)
    schema.enter(studio)
    try:
        yield studio
    finally:
        _current.reset(token)
        _enter(previous)


@contextmanager
def public_context() -> Iterator[None]:
    """Run the block in the public schema, which no studio's table may be read from."""
    previous = _current.get()
    token = _current.set(None)
    schema.leave()
    try:
        yield
    finally:
        _current.reset(token)
        _enter(previous)


def current_studio() -> Studio:
    """The studio that this code runs in; raises ``NoStudio`` outside one."""
    studio = _current.get()
    if studio is None:
        raise NoStudio("This runs inside a studio: enter one with tenant_context(studio).")
    return studio


def _enter(studio: Studio | None) -> None:
    if studio is None:
        schema.leave()
    else:
        schema.enter(studio)
