"""Settings of gunicorn that are functions: ``--config=python:safelight.gunicorn``."""

from __future__ import annotations

from typing import Any

from safelight import preloading

# One loading for all workers; each is a fork that shares it.
preload_app = True


def when_ready(server: Any) -> None:
    """Connections wait in the listening socket meanwhile."""
    preloading.load()


def pre_fork(server: Any, worker: Any) -> None:
    preloading.settle()
