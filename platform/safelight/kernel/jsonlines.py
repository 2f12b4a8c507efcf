"""Values of columns as JSON that any program reads: one object a line, UTF-8 (jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.duration import duration_iso_string


def line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, default=plain, separators=(",", ":"))
    return text.encode() + b"\n"


def plain(value: object) -> object:
    """Times as ISO 8601, decimals as text, ranges as their two ends. Raises ``TypeError``."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
    if hasattr(value, "lower") and hasattr(value, "upper"):
        return [value.lower, value.upper]
    raise TypeError(f"{type(value).__name__} has no form in JSON.")
