"""Figures for Prometheus. No label names a studio, a person or a path: only routes, kinds, states.

What requests did is counted by each process and added up over all of them (prometheus_client's
multiprocess mode, prepared by ``safelight.gunicorn``); what waits is asked when somebody looks.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from safelight.vitals import waiting

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UPLOADS = frozenset({"uploads:all", "uploads:one"})
BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS = Counter("safelight_requests", "Answered requests", ["route", "method", "status"])
SECONDS = Histogram(
    "safelight_request_seconds", "How long answers took", ["route"], buckets=BUCKETS
)
QUERIES = Counter("safelight_database_queries", "Queries of requests", ["route"])
UPLOADED = Counter("safelight_uploaded_bytes", "Bytes of uploads that were taken")

Handler = Callable[[HttpRequest], HttpResponse]


class MeasuringMiddleware:
    """Counts each answer, how long it took and what it asked of the database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, tally = perf_counter(), _Tally()
        with connection.execute_wrapper(tally):
            response = self.get_response(request)
        _count(request, response, perf_counter() - began, tally.queries)
        return response


class _Tally:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def _count(request: HttpRequest, response: HttpResponse, seconds: float, queries: int) -> None:
    match = request.resolver_match
    # The names of routes are ours, and few; paths are anybody's.
    route = (match.view_name if match else "") or NO_ROUTE
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, f"{response.status_code // 100}xx").inc()
    SECONDS.labels(route).observe(seconds)
    QUERIES.labels(route).inc(queries)
    if route in UPLOADS and response.status_code < 300:
        size = request.META.get("CONTENT_LENGTH") or "0"
        UPLOADED.inc(int(size) if size.isdecimal() else 0)


def exposition() -> tuple[bytes, str]:
    """All figures in the text format of Prometheus, and its media type."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    asked = CollectorRegistry()
    asked.register(waiting.Waiting())
    return counted + generate_latest(asked), CONTENT_TYPE_LATEST
