"""One line a record, with the studio and the request it belongs to."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

from safelight.kernel import public_id

NONE = "-"
HEADER = "X-Request-ID"

request_id: ContextVar[str] = ContextVar("request_id", default=NONE)


# What these addresses go on with opens a door to whoever reads it.
_SECRETS = re.compile(
    r"(/(?:invitations|password/new|welcome|renew|data/[fi]|orders/[^/\s]+/open)/)[^\s\"']+"
)
# Escape sequences and others that a terminal would obey.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class OneLine(logging.Formatter):
    """Keeps line breaks out of a record, so that nobody can write a line of their own into it.

    What a terminal would obey goes as well, and the secrets of links that open something.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\r", "").replace("\n", " ⏎ ")
        return _CONTROLS.sub("�", _SECRETS.sub(r"\1…", line))


class Belonging(logging.Filter):
    """Adds ``schema`` and ``request_id`` to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.schema = schema()
        record.request_id = request_id.get()
        return True


class RequestIdMiddleware:
    """Gives each request a number of its own, which its log lines and its answer carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(public_id.new())
        try:
            response = self._get_response(request)
            response[HEADER] = request_id.get()
            return response
        finally:
            request_id.reset(token)


def schema() -> str:
    return getattr(connection, "schema_name", None) or NONE
