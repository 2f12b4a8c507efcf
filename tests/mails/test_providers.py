"""Sending by a provider's API: Postmark's double answers as its documentation says.

https://postmarkapp.com/developer/api/email-api and …/api/overview (error codes).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import transaction

from safelight import environment, mail_providers
from safelight.configuration import Misconfigured, from_environment
from safelight.jobs.testing import drain
from safelight.outbox.models import OutgoingMessage
from tenants.models import Studio
from tests.mails.test_pages import reset

# What POST /email/batch takes of a mail; anything else would be passed over or refused.
FIELDS = {
    "From", "To", "Cc", "Bcc", "Subject", "Tag", "HtmlBody", "TextBody", "ReplyTo", "Headers",
    "TrackOpens", "TrackLinks", "Attachments", "Metadata", "MessageStream",
}  # fmt: skip


class Postmark(HTTPServer):
    """Answers with the next of ``answers``, then with success."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.taken: list[dict[str, Any]] = []


class _Door(BaseHTTPRequestHandler):
    server: Postmark

    def do_POST(self) -> None:  # noqa: N802 - the library's name
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["X-Postmark-Server-Token"] == "token-of-tests"
        mails = body if isinstance(body, list) else [body]
        assert all(set(mail) <= FIELDS for mail in mails), mails
        ok = {"To": mails[0]["To"], "SubmittedAt": "2026-11-05T16:33:54Z", "MessageID": "b7bc2f4a",
              "ErrorCode": 0, "Message": "OK"}  # fmt: skip
        status, said = self.server.answers.pop(0) if self.server.answers else (200, ok)
        if status == 200:
            self.server.taken += mails
        answer = json.dumps([said] if status == 200 and isinstance(body, list) else said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def office(settings: Any) -> Iterator[Postmark]:
    double = Postmark()
    threading.Thread(target=double.serve_forever, args=(0.05,), daemon=True).start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token-of-tests",
        "POSTMARK_API_URL": f"http://127.0.0.1:{double.server_port}/",
    }
    yield double
    double.shutdown()
    double.server_close()


@pytest.fixture
def message(inside_acme: Studio, carla: Any) -> OutgoingMessage:
    with transaction.atomic():
        return reset(carla)


def test_it_sends_with_what_news_are_told_by(
    office: Postmark, message: OutgoingMessage, inside_acme: Studio
) -> None:
    drain()
    (taken,) = office.taken
    assert taken["Metadata"] == {"studio": str(inside_acme.uuid), "message": str(message.uuid)}
    headers = {each["Name"]: each["Value"] for each in taken["Headers"]}
    assert headers["Message-ID"] == message.message_id
    assert not taken.get("TrackOpens")
    message.refresh_from_db()
    assert message.state == "sent"


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [(422, 406, "failed"), (422, 300, "failed"), (401, 10, "queued"), (500, 0, "queued"),
     (429, 0, "queued"), (503, 100, "queued")],
)  # fmt: skip
def test_it_tells_never_from_later(
    office: Postmark, message: OutgoingMessage, status: int, code: int, state: str
) -> None:
    inactive = f"Found inactive addresses: {message.to_email}. Inactive recipients are …"
    office.answers.append((status, {"ErrorCode": code, "Message": inactive}))
    drain(allow_failures=True)
    message.refresh_from_db()
    assert (message.state, office.taken) == (state, [])
    assert str(status) in message.error or "refused" in message.error


def test_it_waits_while_the_provider_is_away(
    office: Postmark, message: OutgoingMessage, settings: Any
) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_API_URL": "http://127.0.0.1:1/"}
    drain(allow_failures=True)
    message.refresh_from_db()
    assert message.state == "queued"


@pytest.mark.parametrize(
    ("url", "secret", "sentence"),
    [
        ("postmark://key", "", "MAIL_WEBHOOK_SECRET"),
        ("postmark://key", "name:short", "MAIL_WEBHOOK_SECRET"),
        ("postmark://", "name:a-long-random-word", "names no key"),
        ("mailgun://key@mg.example", "name:a-long-random-word", "signing key"),
        ("pigeon://key", "name:a-long-random-word", "EMAIL_URL"),
    ],
)
def test_it_refuses_at_start_what_could_be_forged(
    url: str, secret: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    monkeypatch.setenv("MAIL_WEBHOOK_SECRET", secret)
    with pytest.raises(Misconfigured, match=sentence):
        from_environment()


def test_it_reads_keys_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_WEBHOOK_SECRET", "name:a-long-random-word")
    url = "mailgun://Key%2FX@mg.example?signing_key=S&region=eu"
    monkeypatch.setenv("EMAIL_URL", url)
    parts = environment.url("EMAIL_URL", "", schemes=mail_providers.SCHEMES, example="")
    found = mail_providers.provider(parts).settings
    assert found["MAILGUN_API_KEY"] == "Key/X"
    assert found["MAILGUN_SENDER_DOMAIN"] == "mg.example"
    assert found["MAILGUN_API_URL"].startswith("https://api.eu.")
