"""What a page says on the next one of what was done, or of why it was not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest

from safelight.kernel.errors import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@contextmanager
def saying(request: HttpRequest, done: str | _StrPromise = "") -> Iterator[None]:
    """Say ``done`` on the next page, or the sentence of a refusal."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        if done:
            messages.success(request, str(done))
