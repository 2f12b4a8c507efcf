"""What whoever uploads should know before."""

from __future__ import annotations

from django import template

from safelight.uploads import room
from safelight.web import sizes

register = template.Library()


@register.simple_tag
def room_left() -> str:
    """``4.2 GB`` that are left in the plan; empty where it has no limit."""
    left = room.use().left
    return "" if left is None else sizes.say(left)
