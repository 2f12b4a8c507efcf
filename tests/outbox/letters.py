"""One mail of the tests."""

from __future__ import annotations

from typing import Any

from safelight import outbox
from safelight.outbox.posting import Posted


def post(key: str = "k", **changes: Any) -> Posted:
    fields: dict[str, Any] = {
        "key": key,
        "to": "carla@example.org",
        "template": "test_note",
        "context": {"title": "Anna & Ben", "path": "/galleries/1/"},
    }
    return outbox.post(**fields | changes)
