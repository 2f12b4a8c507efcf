"""News of mails by a provider's webhook: genuine and ours, or nothing happens.

The bodies have the fields that Postmark publishes for bounce, delivery and spam complaint webhooks
(https://postmarkapp.com/developer/webhooks/webhooks-overview).
"""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.mail_providers import Provider
from safelight.outbox import stops
from safelight.outbox.models import MessageNews, OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.mails.test_pages import reset

DOOR = "/webhooks/mail/"
SECRET = "postmark:a-long-random-word-0123"
BOUNCE = {
    "RecordType": "Bounce", "MessageStream": "outbound", "ID": 692560173, "Type": "HardBounce",
    "TypeCode": 1, "Name": "Hard bounce", "Tag": "", "ServerID": 23,
    "MessageID": "2c1b63fe-43f2-4db5-91b0-8bdfa44a9316",
    "Description": "The server was unable to deliver your message.",
    "Details": "smtp;550 5.1.1 The email account does not exist.", "From": "no-reply@example.org",
    "BouncedAt": "2026-11-05T16:33:54.9070259Z", "DumpAvailable": True, "Inactive": True,
    "CanActivate": True, "Subject": "Choose a new password",
}  # fmt: skip
DELIVERY = {
    "RecordType": "Delivery", "MessageStream": "outbound", "ServerID": 23, "Tag": "",
    "MessageID": "2c1b63fe-43f2-4db5-91b0-8bdfa44a9316", "Details": "smtp;250 2.0.0 OK",
    "DeliveredAt": "2026-11-05T16:33:50Z",
}  # fmt: skip
COMPLAINT = {**BOUNCE, "RecordType": "SpamComplaint", "Type": "SpamComplaint", "ID": 42}


@pytest.fixture(autouse=True)
def postmark(settings: Any) -> None:
    settings.MAIL_PROVIDER = Provider(
        "postmark", "anymail.backends.postmark.EmailBackend",
        "anymail.webhooks.postmark.PostmarkTrackingWebhookView", {"WEBHOOK_SECRET": SECRET},
    )  # fmt: skip


@pytest.fixture
def sent(acme: Studio, carla: Person) -> OutgoingMessage:
    with tenant_context(acme):
        message = reset(carla)
        OutgoingMessage.objects.update(state="sent")
        return message


def knock(body: Any, *, secret: str = SECRET, **headers: Any) -> int:
    auth = base64.b64encode(secret.encode()).decode()
    raw = body if isinstance(body, str) else json.dumps(body)
    answer = Browser(SERVER_NAME="localhost").post(
        DOOR, raw, content_type="application/json", HTTP_AUTHORIZATION=f"Basic {auth}", **headers
    )
    return answer.status_code


def told(message: OutgoingMessage, acme: Studio, news: dict[str, Any], **more: Any) -> Any:
    metadata = {"studio": str(acme.uuid), "message": str(message.uuid)}
    where = "Recipient" if news["RecordType"] == "Delivery" else "Email"
    return {**news, where: message.to_email, "Metadata": metadata, **more}


def state(acme: Studio) -> str:
    with tenant_context(acme):
        return OutgoingMessage.objects.get().state


def test_it_stops_mail_to_an_address_that_does_not_exist(
    sent: OutgoingMessage, acme: Studio, carla: Person
) -> None:
    assert knock(told(sent, acme, BOUNCE)) == 200
    with tenant_context(acme):
        assert "550 5.1.1" in OutgoingMessage.objects.get().error
        assert stops.reason(carla.email, "")
        assert "came back" in reset(carla, "next").error


def test_it_takes_the_same_news_once_and_late_news_for_what_they_are(
    sent: OutgoingMessage, acme: Studio
) -> None:
    for news in (BOUNCE, BOUNCE, DELIVERY):
        assert knock(told(sent, acme, news)) == 200
    assert state(acme) == "bounced"
    with tenant_context(acme):
        assert MessageNews.objects.count() == 2


def test_it_hears_of_complaints_and_of_arrival(sent: OutgoingMessage, acme: Studio) -> None:
    knock(told(sent, acme, DELIVERY))
    assert state(acme) == "delivered"
    knock(told(sent, acme, COMPLAINT))
    assert state(acme) == "complained"


def test_it_goes_on_writing_to_an_address_that_was_full_once(
    sent: OutgoingMessage, acme: Studio, carla: Person
) -> None:
    knock(told(sent, acme, BOUNCE, Type="SoftBounce"))
    with tenant_context(acme):
        assert not stops.reason(carla.email, "")


@pytest.mark.parametrize("secret", ["", "postmark:wrong", "x"])
def test_it_hears_nothing_of_whoever_does_not_know_the_secret(
    sent: OutgoingMessage, acme: Studio, secret: str
) -> None:
    assert knock(told(sent, acme, BOUNCE), secret=secret) == 400
    assert state(acme) == "sent"


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', '{"RecordType": 1}', "null", "\x00"])
def test_it_says_no_to_what_cannot_be_read(sent: OutgoingMessage, acme: Studio, body: str) -> None:
    assert knock(body) in {200, 400}
    assert state(acme) == "sent"


def test_it_reads_nothing_huge(sent: OutgoingMessage, acme: Studio) -> None:
    assert knock(told(sent, acme, BOUNCE, Content="x" * 1_100_000)) == 413
    assert state(acme) == "sent"


def test_it_passes_over_mails_that_are_not_there_or_anothers(
    sent: OutgoingMessage, acme: Studio, bolt: Studio
) -> None:
    there = {"studio": str(acme.uuid), "message": str(sent.uuid)}
    wrong: list[dict[str, Any]] = [
        {}, {"studio": "x", "message": "y"}, {**there, "message": str(uuid4())},
        {**there, "studio": str(bolt.uuid)}, {**there, "studio": str(uuid4())},
    ]  # fmt: skip
    for metadata in wrong:
        assert knock(told(sent, acme, BOUNCE, Metadata=metadata)) == 200
    assert knock(told(sent, acme, BOUNCE, Email="somebody@else.example")) == 200
    assert state(acme) == "sent"
    with tenant_context(acme):
        assert not MessageNews.objects.exists()


def test_it_has_no_door_where_mail_goes_by_no_provider(settings: Any, db: None) -> None:
    settings.MAIL_PROVIDER = None
    assert knock(BOUNCE) == 404
