"""Kinds of work that tests ask for. Also loaded by workers that tests start."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction

from safelight import jobs
from tenants import schema
from tenants.context import current_studio

SHORT = timedelta(seconds=1)
ran: list[tuple[str, str]] = []


def register() -> None:
    ran.clear()
    jobs.handler("jobs.test_note")(note)
    jobs.handler("jobs.test_slow", lease=SHORT, attempts=3)(slow)
    jobs.handler("jobs.test_atomic", atomic=True)(atomic)
    jobs.handler("jobs.test_fail", attempts=2)(fail)
    jobs.handler("jobs.test_refuse")(refuse)
    jobs.handler("jobs.test_endless")(endless)
    jobs.handler("gallery.test_gated")(note)
    jobs.platform_handler("jobs.test_platform")(platform)


def note(*, name: str = "", **_: object) -> None:
    ran.append((current_studio().name, name))
    effect(name)


def platform(*, name: str = "", **_: object) -> None:
    ran.append((schema.current(), name))


def slow(*, name: str, **_: object) -> None:
    """Sleeps on its first attempt only; its effect is fenced by the lease."""
    flag(f"{name}.{jobs.current().attempt}.begun")
    if jobs.current().attempt == 1:
        time.sleep(float(os.environ.get("TEST_SLEEP", "30")))
    # The effect and the proof that the lease is still ours are one commit.
    with transaction.atomic():
        effect(name)
        jobs.heartbeat(done=1, total=1)


def atomic(*, name: str, **_: object) -> None:
    effect(name)
    if jobs.current().attempt == 1:
        raise RuntimeError("after the effect")


def fail(**_: object) -> None:
    raise RuntimeError("broken")


def refuse(**_: object) -> None:
    raise jobs.Refused("This file is no picture.")


def endless(**_: object) -> None:
    with transaction.atomic():
        jobs.enqueue("jobs.test_endless", key=jobs.current().key)


def effect(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.test_effects')")
        if cursor.fetchone()[0]:
            token = str(jobs.current().token)
            cursor.execute("INSERT INTO public.test_effects VALUES (%s, %s)", [name, token])


def effects(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.test_effects WHERE name = %s", [name])
        return int(cursor.fetchone()[0])


def flag(name: str) -> None:
    if folder := os.environ.get("TEST_FLAGS"):
        Path(folder, name).touch()
