"""Real SMTP into a local server that says yes, later, or never."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import transaction

from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.outbox import sending
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.posting import Attachment
from safelight.storage import keys, objects
from tenants.models import Studio
from tests.outbox import letters


class Post:
    """Answers each DATA and RCPT with the next of the answers it was given, then with 250."""

    def __init__(self) -> None:
        self.data_answers: list[str] = []
        self.rcpt_answers: list[str] = []
        self.taken: list[bytes] = []

    async def handle_RCPT(  # noqa: N802, PLR0913 - aiosmtpd's name and signature
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.rcpt_answers:
            return self.rcpt_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data_answers:
            return self.data_answers.pop(0)
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def office(settings: Any) -> Iterator[Post]:
    post = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield post
    controller.stop()


@pytest.fixture
def message(inside_acme: Studio) -> OutgoingMessage:
    with transaction.atomic():
        return letters.post().message


def test_it_arrives_once(office: Post, message: OutgoingMessage) -> None:
    drain()
    (taken,) = office.taken
    arrived = message_from_bytes(taken, policy=policy.default)
    assert arrived["Message-ID"] == message.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in arrived.iter_parts()] == [
        "text/plain",
        "text/html",
    ]


def test_it_carries_stored_objects_along(office: Post, inside_acme: Studio) -> None:
    key = keys.join(keys.new_object(inside_acme.uuid), "terms")
    objects.from_environment().write(key, [b"%PDF- \r\n.\r\n\x00\xff"])
    attached = Attachment(key=key, name="Über uns.pdf", media_type="application/pdf")
    with transaction.atomic():
        letters.post(attachments=[attached])
    drain()
    arrived = message_from_bytes(office.taken[0], policy=policy.default)
    (part,) = arrived.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("Über uns.pdf", "application/pdf")
    assert part.get_content() == b"%PDF- \r\n.\r\n\x00\xff"


def test_it_waits_while_the_storage_is_away(
    office: Post, inside_acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached = Attachment(key="x", name="Terms.pdf", media_type="application/pdf")
    with transaction.atomic():
        message = letters.post(attachments=[attached]).message

    def away() -> None:
        raise objects.StorageAway("no answer")

    monkeypatch.setattr(objects, "from_environment", away)
    drain(allow_failures=True)
    message.refresh_from_db()
    assert (message.state, office.taken) == ("queued", [])
    assert "The storage did not give" in message.error


def test_it_fails_where_the_object_is_gone(office: Post, inside_acme: Studio) -> None:
    key = keys.join(keys.new_object(inside_acme.uuid), "terms")
    attached = Attachment(key=key, name="Terms.pdf", media_type="application/pdf")
    with transaction.atomic():
        message = letters.post(attachments=[attached]).message
    drain(allow_failures=True)
    message.refresh_from_db()
    assert (message.state, office.taken) == ("failed", [])


@pytest.mark.parametrize("answers", ["data_answers", "rcpt_answers"])
def test_it_tries_again_when_told_to_wait(
    office: Post, message: OutgoingMessage, answers: str
) -> None:
    getattr(office, answers).append("451 come back later")
    drain(allow_failures=True)
    message.refresh_from_db()
    assert (message.state, office.taken) == ("queued", [])
    assert "451" in message.error
    drain(delayed=True, allow_failures=True)
    message.refresh_from_db()
    assert (message.state, message.error, len(office.taken)) == ("sent", "", 1)


@pytest.mark.parametrize("answers", ["data_answers", "rcpt_answers"])
def test_it_gives_up_when_told_never(office: Post, message: OutgoingMessage, answers: str) -> None:
    getattr(office, answers).append("550 no such person: <carla@example.org>")
    drain(allow_failures=True)
    message.refresh_from_db()
    job = Job.objects.get(kind="outbox.send")
    assert (message.state, job.state, job.attempts) == ("failed", "parked", 1)
    assert "550 no such person: <…>" in job.error


def test_it_fails_when_nobody_answers_for_hours(
    message: OutgoingMessage, settings: Any, office: Post
) -> None:
    settings.EMAIL_PORT = 1
    assert drain(retries=True, allow_failures=True) == 8
    message.refresh_from_db()
    assert message.state == "failed"
    assert "did not answer" in message.error


def test_it_keeps_its_message_id_after_a_death_in_the_middle(
    office: Post, message: OutgoingMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SMTP's window: taken by the server, and the worker gone before it could say so."""
    monkeypatch.setattr(OutgoingMessage, "mark_sent", _die)
    drain(allow_failures=True)
    monkeypatch.undo()
    Job.objects.update(state="queued")
    office.data_answers.clear()
    drain(delayed=True, allow_failures=True)
    ids = {message_from_bytes(taken)["Message-ID"] for taken in office.taken}
    assert ids == {message.message_id}
    assert len(office.taken) == 2


def _die(*_: object, **__: object) -> None:
    raise SystemError("killed")


def test_it_leaves_a_mail_that_was_sent(message: OutgoingMessage) -> None:
    message.state = OutgoingMessage.State.SENT
    message.save(update_fields=["state"])
    sending.send(message, at=message.created_at)
    assert mail.outbox == []
    assert message.sent_at is None
