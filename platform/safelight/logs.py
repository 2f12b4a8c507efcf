"""One line a record, with the studio and the request it belongs to, and who acted."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.apps import apps
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


class Json(OneLine):
    """The same as an object a line, for programs that gather logs (``LOG_FORMAT=json``)."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "studio": getattr(record, "schema", NONE),
            "request": getattr(record, "request_id", NONE),
            "actor": getattr(record, "actor", ""),
            "operator": getattr(record, "operator", ""),
            # With the trace of an exception, without secrets and what a terminal would obey.
            "message": super().format(record),
        }
        return json.dumps({name: value for name, value in said.items() if value}, default=str)


class Belonging(logging.Filter):
    """Adds ``schema``, ``request_id``, ``actor``, ``operator`` and ``who`` to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.schema = schema()
        record.request_id = request_id.get()
        person, operator = actor()
        record.actor, record.operator = person, operator
        said = {"actor": person, "operator": operator}
        record.who = "".join(f" {name}={who}" for name, who in said.items() if who)
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


def actor() -> tuple[str, str]:
    """The public id of the person who acts, and the operator who acts as them; or nothing."""
    if not apps.models_ready:
        return "", ""
    # It has models, which this module is loaded long before.
    from safelight.audit import writing

    who = writing.actor()
    return who.person_id, who.operator_email


def schema() -> str:
    return getattr(connection, "schema_name", None) or NONE
