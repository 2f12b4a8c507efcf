"""Counts of sign-ups, in the public schema."""

from __future__ import annotations

from safelight.accounts.models.tries import TryCounting


class TryCount(TryCounting):
    """Sign-ups by network address, for when Redis is away."""
