"""Celery's worker without Celery's command line: ``python -m safelight.worker``.

``celery worker`` loads every command there is and the libraries of its shells, 12 MB that stay in
the worker and in each process of its pool. What is run is the same ``Worker``.
"""

from __future__ import annotations

import argparse
import logging
import sys
import warnings
from importlib import import_module

from celery import Celery


def main() -> int:
    """Run a worker until it is told to stop; its exit code."""
    parser = argparse.ArgumentParser(prog="safelight.worker", description=__doc__)
    parser.add_argument("--app", default="safelight.celery", help="module that has the app")
    parser.add_argument("--queues", required=True, help="names, with commas between them")
    parser.add_argument("--processes", type=int, required=True, help="how many work at once")
    parser.add_argument(
        "--clock", action="store_true", help="ring what is due from time to time: safelight.clock"
    )
    parser.add_argument("--schedule-filename", help="file that the clock keeps")
    given = parser.parse_args()
    # Celery warns of root because of pickle, which is not accepted here.
    warnings.filterwarnings("ignore", "You're running the worker with superuser privileges")
    app: Celery = import_module(given.app).app
    worker = app.Worker(
        concurrency=given.processes,
        queues=given.queues,
        pool_cls="prefork",
        clock=given.clock,
        schedule_filename=given.schedule_filename,
        loglevel=logging.INFO,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main())
