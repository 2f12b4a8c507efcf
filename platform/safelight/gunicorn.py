"""Settings of gunicorn that are functions: ``--config=python:safelight.gunicorn``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from safelight import environment as env
from safelight import preloading
from safelight.configuration import ROOT
from safelight.vitals import folding

#: Where the processes of this master count (``safelight.vitals.metrics``).
FIGURES = Path(env.text("SAFELIGHT_VAR") or ROOT / "var") / "metrics" / f"web-{os.getpid()}"
# The library reads it and begins to count when it is loaded, before any function of here is called.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES)
folding.prepare(FIGURES)

# One loading for all workers; each is a fork that shares it.
preload_app = True


def child_exit(server: Any, worker: Any) -> None:
    """What a process that ends has counted still counts."""
    folding.fold(FIGURES, worker.pid)


def when_ready(server: Any) -> None:
    """Connections wait in the listening socket meanwhile."""
    preloading.load()


def pre_fork(server: Any, worker: Any) -> None:
    preloading.settle()


def on_exit(server: Any) -> None:
    folding.remove(FIGURES)
