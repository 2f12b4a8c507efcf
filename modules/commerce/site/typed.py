"""What a form of an offer says."""

from __future__ import annotations

import re

from django.http import HttpRequest

from safelight.kernel import public_id


def choices(request: HttpRequest) -> list[str]:
    chosen = (request.POST[name] for name in request.POST if name.startswith("choice-"))
    return [each for each in chosen if public_id.is_one(each)]


def quantity(request: HttpRequest) -> int:
    """What was typed; 0, which no cart takes, for what is no number."""
    typed = request.POST.get("quantity", "1").strip()
    return int(typed) if re.fullmatch("[0-9]{1,9}", typed) else 0
