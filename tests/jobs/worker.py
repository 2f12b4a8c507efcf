"""A worker process for tests: serves a queue until it is empty, then ends."""

from __future__ import annotations

import sys

import django

django.setup()

# Models may be imported now.
from safelight.jobs import runner  # noqa: E402
from tests.jobs import work  # noqa: E402

if __name__ == "__main__":
    work.register()
    runner.serve(sys.argv[1], seconds=60)
