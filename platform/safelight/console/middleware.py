"""``request.operator`` on the console's host, and on no other."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safelight.console import session
from tenants.middleware import CONSOLE_URLS

Handler = Callable[[HttpRequest], HttpResponse]


class OperatorMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "urlconf", None) == CONSOLE_URLS:
            operator = session.current(request)
            request.operator = operator  # type: ignore[attr-defined]
            if operator is not None:
                # The templates of all signed-in people ask for it under this name.
                request.user = operator
        return self.get_response(request)
