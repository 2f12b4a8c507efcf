"""What a server loads before it forks: its processes then share it instead of loading it each.

A page of memory is shared until somebody writes on it, and Python's garbage collector writes on
every object that it looks at: ``settle`` tells it to leave alone what is there. So ``load`` also
does what would otherwise be done first in each process, and would be each one's own from then on.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.template import engines
from django.urls import get_resolver

from safelight.celery import app
from safelight.jobs import registry
from tenants import versions


def load() -> None:
    """Import what the first requests and jobs would import: URLs, templates' tags, job handlers."""
    for urlconf in (
        settings.ROOT_URLCONF,
        settings.PUBLIC_SCHEMA_URLCONF,
        "safelight.urls_console",
    ):
        # Asking for names loads everything that is included.
        _ = get_resolver(urlconf).reverse_dict
    engines.all()
    registry.specs()
    # Imports every migration there is, to keep one word of it.
    versions.code_version()
    # What ringing a worker needs, without ringing.
    app.finalize()
    _ = app.amqp.router, app.AsyncResult
    _rehearse_connecting()


def _rehearse_connecting() -> None:
    """The first connection reads and builds more than the next: 4 MB. No database is no fault."""
    with suppress(DatabaseError, OSError):
        connection.ensure_connection()


def settle() -> None:
    """Make what is loaded safe and cheap to share; call it last before a fork."""
    # A connection that two processes talk over would answer the wrong one.
    connections.close_all()
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)
