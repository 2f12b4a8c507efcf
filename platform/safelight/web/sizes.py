"""Sizes of files in words, in units of a thousand as disks are sold in."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

UNITS = 1000


def say(size: int) -> str:
    """``1.5 GB`` of 1,500,000,000 bytes, with the decimal sign of the current language."""
    value, step = float(max(size, 0)), 0
    names = [_("%s bytes"), _("%s KB"), _("%s MB"), _("%s GB"), _("%s TB")]
    while round(value, 1) >= UNITS and step < len(names) - 1:
        value, step = value / UNITS, step + 1
    is_whole = step == 0 or value >= 100 or value == round(value)
    return names[step] % formats.number_format(value, decimal_pos=0 if is_whole else 1)
