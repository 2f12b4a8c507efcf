"""Round numbers for the axis of a plot."""

from __future__ import annotations

from safelight.web.plots import ticks

__all__ = ["ticks"]
