from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from safelight.outbox import kinds
from safelight.outbox.kinds import Block, Form, Mail, Variable
from tenants.models import Studio

NOTE = Mail(name="test_note", title="Note", to="client", needs=frozenset({"title", "path"}))
WORDS = Mail(
    name="test_words", title="Words", to="client", needs=frozenset({"title", "path", "note"}),
    subject="News of {title}", text="Hello,\n\n{title} is here.\nNote: {note}\n\n[See it]({link})",
    variables=(
        Variable(name="title", title="Title", example="Anna"),
        Variable(name="note", title="Note", example=""),
        Variable(name="link", title="Link", example="/", form=Form.LINK, required=True),
        Variable(name="list", title="List", example="a\nb", form=Form.BLOCK),
    ),
    values=lambda context: {
        "title": context["title"], "note": context["note"], "link": context["path"],
        "list": Block(text="* x", html="<ul><li>x</li></ul>"),
    },
    is_optional=True, unsubscribe="reminders",
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_templates(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails of the tests beside those of the project."""
    known = {mail.name: mail for mail in (*kinds.declared(), NOTE, WORDS)}
    monkeypatch.setattr(kinds, "_by_name", lambda: known)
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates


@pytest.fixture
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ring leaves this test."""
    monkeypatch.setattr("safelight.jobs.doorbell.ring", lambda queue, job_id=None: True)


@pytest.fixture
def alone(fresh_studio: Studio, silent_bell: None) -> Iterator[Studio]:
    """A studio for tests that commit; its jobs go with it."""
    yield fresh_studio
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE jobs_job, jobs_turn")
