"""The Celery application: a doorbell for the job rows, and a clock.

Nothing is lost when a message is: the rows are the work (``safelight.jobs``).
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_before_create_process, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")

from django.conf import settings  # noqa: E402 - after the variable that it reads

from safelight import clock  # noqa: E402

# Seconds: what a page may wait for a broker that does not answer.
PATIENCE = 0.25

app = Celery("safelight", task_cls="safelight.jobs.base:StudioTask")
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_transport_options={
        "socket_connect_timeout": PATIENCE,
        "socket_timeout": 30,
        "max_retries": 0,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    imports=("safelight.jobs.rings",),
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    worker_prefetch_multiplier=1,
    # A connection grows with each studio that it has touched, so workers are replaced.
    worker_max_tasks_per_child=200,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    beat_schedule={
        "sweep": {"task": "jobs.sweep", "schedule": 30.0, "options": {"expires": 25}},
        "tick": {"task": "jobs.tick", "schedule": 30.0, "options": {"expires": 25}},
        "purge": {"task": "jobs.purge", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
    },
    beat_schedule_filename=str(settings.VAR / "celerybeat-schedule"),
)


clock.install(app)


@worker_init.connect
def load_once(**_: Any) -> None:
    """Load before the pool and the clock are forked, so that they share it."""
    # Django is set up only now.
    from safelight import preloading

    preloading.load()
    preloading.settle()


@worker_before_create_process.connect
def settle(**_: Any) -> None:
    # Django is set up only now.
    from safelight import preloading

    preloading.settle()
