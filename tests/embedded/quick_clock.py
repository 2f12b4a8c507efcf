"""The Celery application with a schedule that a test need not wait for."""

from __future__ import annotations

from safelight.celery import app

app.conf.beat_schedule = {"often": {"task": "jobs.sweep", "schedule": 0.2}}
