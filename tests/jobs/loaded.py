"""Included by the Celery worker of a test, so that it knows the test's kinds."""

from __future__ import annotations

from tests.jobs import work

work.register()
