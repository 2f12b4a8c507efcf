"""``request.operator`` on the console's host, and on no other."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safelight.accounts import throttle
from safelight.console import session
from safelight.console.services import load, noting
from tenants.middleware import CONSOLE_URLS

Handler = Callable[[HttpRequest], HttpResponse]


class OperatorMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        load.count_request()
        if getattr(request, "urlconf", None) == CONSOLE_URLS:
            row = session.current(request)
            request.operator_session = row  # type: ignore[attr-defined]
            request.operator = row.operator if row else None  # type: ignore[attr-defined]
            if row is not None:
                # The templates of all signed-in people ask for it under this name.
                request.user = row.operator
            token = noting.address.set(throttle.remote_address(request) or "")
            try:
                return self.get_response(request)
            finally:
                noting.address.reset(token)
        return self.get_response(request)
