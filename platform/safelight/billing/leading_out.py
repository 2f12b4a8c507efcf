"""Forms that lead to Stripe's pages: the browser has to be allowed to go there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponseBase

from safelight.billing import stripe

View = Callable[..., HttpResponseBase]


def leading_to_stripe(view: View) -> View:
    """For the page with the form: its policy names where an answer may redirect to."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pages = stripe.pages()
        shown = csp_update({"form-action": pages})(view) if pages else view
        return shown(request, *args, **kwargs)

    return wrapped
