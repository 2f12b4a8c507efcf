"""Pages of a studio's site inside its own workspace; everything else stays out of every frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_replace
from django.views.decorators.clickjacking import xframe_options_sameorigin

View = TypeVar("View", bound=Callable[..., Any])


def frames_own(view: View) -> View:
    """A page of the workspace that shows a page of its own host beside a form."""
    return cast(View, csp_replace({"frame-src": ["'self'"]})(view))


def framed_by_own(view: View) -> View:
    """A page that only its own host may show in a frame."""
    framed = csp_replace({"frame-ancestors": ["'self'"]})(xframe_options_sameorigin(view))
    return cast(View, framed)
