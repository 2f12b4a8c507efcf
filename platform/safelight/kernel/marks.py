"""What a view says of itself, and doors ask: attributes that ``functools.wraps`` carries on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_while_suspended(view: View) -> View:
    """Reached also in a studio that is suspended or leaving; every other view is closed there."""
    view.is_open_while_suspended = True  # type: ignore[attr-defined]
    return view


def open_for_what_was_paid(view: View) -> View:
    """Reached in such a studio for as long as its clients can fetch what they bought."""
    view.is_open_for_what_was_paid = True  # type: ignore[attr-defined]
    return view


def not_while_acting(view: View) -> View:
    """Refused to an operator who acts as a member: credentials, keys, money going out, deletion."""
    view.is_not_while_acting = True  # type: ignore[attr-defined]
    return view


def asks_anew(view: View) -> View:
    """Asks who it is once more where they proved it more than ten minutes ago."""
    view.asks_anew = True  # type: ignore[attr-defined]
    return view


def open_before_factor(view: View) -> View:
    """Reached also by one of the team who lacks the second factor that their studio asks for."""
    view.is_open_before_factor = True  # type: ignore[attr-defined]
    return view


def has(view: object, mark: str) -> bool:
    return bool(getattr(view, mark, False))
