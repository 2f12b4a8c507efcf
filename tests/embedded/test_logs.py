from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from safelight import logs, reporting


def _record(message: str) -> logging.LogRecord:
    record = logging.LogRecord("safelight", logging.INFO, "file", 1, message, None, None)
    assert logs.Belonging().filter(record)
    return record


def test_it_writes_one_line_a_record() -> None:
    formatter = logs.OneLine("{levelname} {message}", style="{")
    assert formatter.format(_record("one\r\nERROR forged")) == "INFO one ⏎ ERROR forged"


def test_it_gives_a_request_one_number_for_its_records_and_its_answer() -> None:
    seen: list[Any] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(_record("x").__dict__["request_id"])
        return HttpResponse()

    handle = logs.RequestIdMiddleware(view)
    answers = [handle(RequestFactory().get("/"))[logs.HEADER] for _ in range(2)]
    assert answers == seen
    assert len(set(seen)) == 2
    assert _record("after").__dict__["request_id"] == logs.NONE


def test_it_reports_the_studio_and_nothing_personal() -> None:
    event: Any = {
        "user": {"email": "carla@example.org"},
        "request": {
            "method": "POST",
            "url": "https://acme.example/reset/secret-token",
            "query_string": "token=secret",
            "headers": {"Cookie": "session=secret", "Referer": "https://secret"},
            "data": {"password": "secret"},
        },
    }
    sent: Any = reporting._impersonal(event, {})
    assert "secret" not in str(sent)
    assert "carla" not in str(sent)
    assert sent["tags"] == {"studio": logs.schema(), "request_id": logs.NONE}
    assert sent["request"] == {"method": "POST"}
