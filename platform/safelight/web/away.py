"""What a page says while the storage does not answer: a sentence, and when to come back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safelight.storage import objects

RETRY_AFTER = 30
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
