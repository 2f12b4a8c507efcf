from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from safelight.leaving.models import Receipt
from safelight.leaving.services import closing, erasing
from tenants import life, resolve
from tenants.models import Studio

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _mails_stay_here(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    mail.outbox = []


@pytest.fixture(autouse=True)
def _nothing_is_deferred(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test's one transaction, constraints of earlier steps wait for a commit that never is."""
    drop = erasing.STEPS["schema dropped"]

    def checked(*args: Any) -> None:
        connection.check_constraints()
        drop(*args)

    monkeypatch.setitem(erasing.STEPS, "schema dropped", checked)


@pytest.fixture
def leaving(acme: Studio) -> Studio:
    """Closed by Alice on 20 November; its end is on 20 December."""
    closing.close(studio=acme, typed_name=acme.name, asked_by="Alice", reason="Moving on", at=AT)
    resolve.forget_all()
    return acme


@pytest.fixture
def ending(leaving: Studio) -> Receipt:
    """Its day has come: the erasing has begun."""
    assert erasing.begin_due(at=AT + life.LEAVES_AFTER) == 1
    leaving.refresh_from_db()
    return Receipt.objects.get()
