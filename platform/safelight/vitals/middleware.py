"""Doors that every host has, for machines: health, figures, and the proxy's question.

They are answered before a studio is looked for, so that they work while the database does not.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from safelight.domains import asking
from safelight.vitals import metrics, readiness

Handler = Callable[[HttpRequest], HttpResponse]

PLAIN = "text/plain; charset=utf-8"
# A proxy sets the first one on whatever it passes on; so what has one comes from outside.
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


class VitalsMiddleware:
    """``/healthz`` and ``/readyz`` for anybody, ``/internal/…`` for our own machines."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._doors: dict[str, Handler] = {
            "/healthz": _alive,
            "/readyz": _ready,
            "/internal/metrics": _figures,
            "/internal/certificates/": _certificate,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = self._doors.get(request.path_info)
        if door is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return _said("Method Not Allowed\n", 405)
        return door(request)


def is_inside(request: HttpRequest) -> bool:
    """Whether a machine of ours asks by itself, not for somebody outside."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.WATCHING.inside)


def _alive(request: HttpRequest) -> HttpResponse:
    return _said("ok\n")


def _ready(request: HttpRequest) -> HttpResponse:
    found = readiness.now()
    status = 200 if found.is_ready else 503
    if is_inside(request):
        response = JsonResponse({"ready": found.is_ready, "parts": found.parts}, status=status)
        response["Cache-Control"] = "no-store"
        return response
    return _said("ready\n" if found.is_ready else "not ready\n", status)


def _figures(request: HttpRequest) -> HttpResponse:
    if not is_inside(request) and not _has_token(request):
        return _said("Not Found\n", 404)
    body, kind = metrics.exposition()
    return HttpResponse(body, content_type=kind, headers={"Cache-Control": "no-store"})


def _has_token(request: HttpRequest) -> bool:
    token: str = settings.WATCHING.metrics_token
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _certificate(request: HttpRequest) -> HttpResponse:
    """Whether the proxy may ask for a certificate: 200, or 404; 429 where it asks too much."""
    if not is_inside(request):
        return _said("Not Found\n", 404)
    try:
        known = asking.may_have_certificate(request.GET.get("domain", ""))
    except asking.AskedTooMuch:
        return _said("Too Many Requests\n", 429, {"Retry-After": "60"})
    return _said("yes\n") if known else _said("no\n", 404)


def _said(text: str, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        text,
        status=status,
        content_type=PLAIN,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
