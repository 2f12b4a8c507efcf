"""Switches that take a safeguard away, so that a test can prove that it is needed.

They are read from the settings of a test run; no environment variable sets them.
"""

from __future__ import annotations

from typing import Literal

from django.conf import settings

Safeguard = Literal["lease", "fencing", "locks", "lab_keys"]


def is_off(safeguard: Safeguard) -> bool:
    return safeguard in getattr(settings, "RELIABILITY_DISABLE", ())
