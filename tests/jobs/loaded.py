"""Included by the Celery worker of a test: it knows the test's kinds, and says when it listens."""

from __future__ import annotations

from typing import Any

from celery.signals import worker_ready

from tests.jobs import work

work.register()


@worker_ready.connect
def ready(**_: Any) -> None:
    work.flag("worker.ready")
