"""Headers that every answer carries unless its view has said something of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing here asks a browser for any of these.
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class GuardMiddleware:
    """Nobody keeps an answer that was made for one person, nor lends its page a device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
