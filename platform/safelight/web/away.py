"""What a page says while storage or database do not answer: a sentence, and when to come back."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views import defaults

from safelight.storage import objects

RETRY_AFTER = 30
# A database that is restarted is back sooner.
DATABASE_RETRY_AFTER = 5
# Classes of SQLSTATE that say "not now": https://www.postgresql.org/docs/current/errcodes-appendix.html
# Connections, transactions that lost a race, resources, and an operator who shuts it down.
_NOT_NOW = ("08", "40", "53", "57P")
log = logging.getLogger(__name__)


class StorageAwayMiddleware:
    """Answers 503 where a view needed the storage; the API has an answer of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, objects.StorageAway):
            return None
        log.error("A page needed the storage, which is away: %s", problem)
        response = render(request, "errors/storage_away.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response


def is_database_away(problem: BaseException | None) -> bool:
    """Whether the same may well succeed in a moment: what was begun was not done."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    state = getattr(problem.__cause__, "sqlstate", None)
    # Without one the server did not say anything: it is gone.
    return state is None or str(state).startswith(_NOT_NOW)


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``: 503 where only the database is away, for pages and middleware alike."""
    # Django calls this while it handles the exception, and does not name it.
    if not is_database_away(sys.exc_info()[1]):
        return defaults.server_error(request)
    # Without the request: what pages are told of the studio would be asked of the database.
    page = loader.get_template("errors/database_away.html").render()
    return HttpResponse(page, status=503, headers={"Retry-After": str(DATABASE_RETRY_AFTER)})
