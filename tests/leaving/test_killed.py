"""An erasing whose worker is killed at every step ends complete."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from safelight.jobs.models import Job
from safelight.leaving.models import Receipt
from safelight.leaving.services import closing, erasing
from safelight.storage import keys, objects
from tenants import life
from tenants.context import public_context
from tenants.models import HeldHost, Studio
from tests.leaving.conftest import AT


@pytest.fixture
def begun(fresh_studio: Studio) -> Iterator[Receipt]:
    """An erasing that has begun, with a file; its rows are committed, and removed afterwards."""
    closing.close(studio=fresh_studio, typed_name=fresh_studio.name, asked_by="Alice", at=AT)
    store = objects.from_environment()
    store.write(keys.join(keys.new_object(fresh_studio.uuid), "original"), [b"photo"])
    with public_context():
        erasing.begin_due(at=AT + life.LEAVES_AFTER)
        yield Receipt.objects.get()
        for rows in (Receipt, HeldHost, Job):
            rows.objects.all().delete()


def killed_after(step: str, receipt: Receipt) -> int:
    """Erase in a process of its own that kills itself when the step is done; how it ended."""
    connection.close()  # A connection does not survive being in two processes.
    child = os.fork()
    if child == 0:
        done = erasing.STEPS[step]

        def die(*args: Any) -> None:
            done(*args)
            os.kill(os.getpid(), signal.SIGKILL)

        erasing.STEPS[step] = die
        try:
            erasing.erase(receipt=receipt)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def schemas(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [name])
        return int(cursor.fetchone()[0])


def test_d_15_it_ends_complete_although_it_is_killed_at_every_step(begun: Receipt) -> None:
    digests = set()
    for step in erasing.STEPS:
        assert killed_after(step, begun) == -signal.SIGKILL, step
        begun.refresh_from_db()
        digests.add(begun.digest)
    erasing.erase(receipt=begun)
    begun.refresh_from_db()
    assert begun.erased_at is not None
    assert (begun.files, begun.bytes) == (1, 5)
    # What was counted first counts: later runs find less and less.
    assert len(digests - {""}) == 1
    assert schemas(begun.schema_name) == 0
    assert not Studio.objects.filter(uuid=begun.studio_uuid).exists()
    assert not list(objects.from_environment().files_of(begun.studio_uuid))
    kinds = Job.objects.filter(state="queued").values_list("kind", flat=True)
    assert sorted(kinds) == [erasing.ERASE, erasing.LOOK_AGAIN, erasing.SEND_RECEIPT]
