"""A worker that carries the clock (``celery worker --beat``) ends when its clock has ended.

Celery does not look after the process in which it embeds beat. Whoever supervises the worker starts
both again; jobs that it was working on are finished first.
"""

from __future__ import annotations

import logging
import os
import signal
from typing import Any

from celery import bootsteps

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0


class ClockWatch(bootsteps.StartStopStep):
    """Looks every few seconds whether the embedded beat is alive."""

    requires = ("celery.worker.components:Timer", "celery.worker.components:Beat")

    def start(self, parent: Any) -> None:
        if parent.beat is not None:
            log.info("The clock is process %s.", parent.beat.pid)
            parent.timer.call_repeatedly(LOOK_SECONDS, look, (parent.beat,))


def look(beat: Any) -> None:
    """Ask the worker to stop, once its jobs are done, where ``beat`` is not alive."""
    if not beat.is_alive():
        log.error("The clock has ended; the worker ends too, to be started again with it.")
        os.kill(os.getpid(), signal.SIGTERM)
