"""Celery's beat inside a worker: ``python -m safelight.worker --clock``.

``--beat`` would fork a process for it, 30 MB that wake every 30 seconds, and not look after it.
Here the worker's own loop turns the scheduler's wheel. What the schedule rings for may be rung for
twice (``safelight.jobs``), so that more workers than one may carry a clock.
"""

from __future__ import annotations

import logging
from typing import Any

from celery import Celery, beat, bootsteps

log = logging.getLogger(__name__)

#: Seconds until the next try where the scheduler failed, for example for want of the broker.
AFTER_FAULT = 5.0


class Clock(bootsteps.StartStopStep):
    """Runs for as long as the worker does."""

    requires = ("celery.worker.components:Timer",)
    conditional = True

    def __init__(self, parent: Any, clock: bool = False, **options: Any) -> None:
        self.enabled = clock
        self._schedule = options.get("schedule_filename")
        self._scheduler: Any = None
        self._timer: Any = None
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        self._timer = parent.timer
        service = beat.Service(parent.app, schedule_filename=self._schedule)
        self._scheduler = service.scheduler
        self._timer.call_after(0, self.tick)

    def stop(self, parent: Any) -> None:
        if self._scheduler is not None:
            self._scheduler.close()

    def tick(self) -> None:
        """Ring what is due, and come back when the next is."""
        pause = AFTER_FAULT
        try:
            pause = self._scheduler.tick()
            if self._scheduler.should_sync():
                self._scheduler.sync()
        except Exception:
            log.exception("The clock could not ring")
        finally:
            self._timer.call_after(pause, self.tick)


def install(app: Celery) -> None:
    """Teach the app's workers to carry a clock; only those that are told to do."""
    app.steps["worker"].add(Clock)
