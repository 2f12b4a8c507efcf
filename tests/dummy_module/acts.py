"""Asking for what the dummy does, the way a person or the code around it would."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.test import Client as Browser

from safelight import jobs, outbox
from safelight.jobs import schedules
from safelight.jobs.models import Job
from safelight.outbox.models import OutgoingMessage
from tenants.context import tenant_context
from tenants.models import Studio
from tests.dummy_module.events import Happened
from tests.uploads import live


def upload(browser: Browser, data: bytes = b"abc") -> Any:
    """Send a file of the dummy's purpose, all at once."""
    said = live.metadata(purpose="dummy.file", filename="a.txt")
    headers = {
        "Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": said,
    }  # fmt: skip
    return browser.generic(
        "POST", live.UPLOADS, data, "application/offset+octet-stream", headers=headers
    )


def enqueue(studio: Studio, word: str) -> None:
    with tenant_context(studio), transaction.atomic():
        jobs.enqueue("dummy.note", key=word, word=word)


def publish(studio: Studio, thing_id: int = 7) -> None:
    with tenant_context(studio), transaction.atomic():
        outbox.publish(Happened(thing_id=thing_id))


def write(studio: Studio, word: str) -> OutgoingMessage:
    with tenant_context(studio), transaction.atomic():
        posted = outbox.post(
            key=word, to="somebody@example.org", template="dummy_greeting", context={"word": word}
        )
    return posted.message


def page(browser: Browser) -> str:
    """A new page of the site, as its owner edits it; its address."""
    made = browser.post("/studio/settings/pages/", {"title": "About"})
    return str(made["Location"])


def tick() -> list[str]:
    """A slot of every schedule begins; the studios whose dummy was asked to tidy."""
    schedules.tick()
    asked = Job.objects.filter(kind="dummy.tidy").values_list("studio_id", flat=True)
    return [str(studio.address) for studio in Studio.objects.filter(pk__in=asked)]
