"""Figures of many studios; loaded once Django is set up (see ``bench.tenants``)."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_tenants.middleware import TenantMainMiddleware

from bench import _processes, _release
from safelight.accounts.models import Person
from safelight.audit.models import AuditEntry
from safelight.signup import services
from tenants import migrating, provision, resolve, schema
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tenants.versions import code_version

AT = datetime(2026, 11, 1, tzinfo=UTC)
REQUESTS = 400
Figures = dict[str, object]


def measure(folder: Path, studios: int, rounds: int, sample: int) -> Figures:
    migrating.migrate_public()
    migrating.ensure_template()
    sizes = sorted({size for size in (10, 100, studios) if size <= studios})
    growth = {str(size): _at(size, rounds) for size in sizes}
    no_op = _seconds(lambda: call_command("migrate_studios", spares=0, stdout=_nowhere()))
    column = _one_column(folder, sample)
    return {
        "bench": "tenants",
        "studios": studios,
        "at": growth,
        "no_op_migration_seconds": round(no_op, 3),
        **column,
        "database_bytes": _database_bytes(),
    }


def _at(size: int, rounds: int) -> Figures:
    """Figures while this many studios are there, the last of which have just signed up."""
    made = [_seconds(partial(_make, number)) for number in range(_count(), size - rounds)]
    provision.fill_spares(rounds)
    signed_up = [_seconds(partial(_sign_up, number)) for number in range(size - rounds, size)]
    memory = _touched()
    ours, yardstick, alone = _overhead()
    return {
        "make_schema_seconds": _median(made),
        "sign_up_seconds": _median(signed_up),
        "who_is_behind_seconds": round(_seconds(migrating.studios_behind), 4),
        "host_to_studio_seconds": ours,
        "host_to_studio_yardstick_seconds": yardstick,
        "host_to_studio_lookup_seconds": alone,
        **memory,
    }


def _make(number: int) -> None:
    with public_context(), transaction.atomic():
        provision.take_spare(name=f"Studio {number}", address=f"studio-{number}", at=AT)


def _sign_up(number: int) -> None:
    services.open_studio(
        name=f"Studio {number}",
        address=f"studio-{number}",
        owner_name="Olive",
        email=f"olive{number}@example.org",
        password="a long enough password 4711",  # noqa: S106 - of a studio that is thrown away
        at=AT,
    )


def _overhead() -> tuple[float, float, float]:
    """Seconds a request spends until it is in its studio, warm.

    Ours and django-tenants' own with their first statement, and ours alone.
    """
    with public_context():
        hosts = [f"{address}.{settings.PLATFORM_HOST}" for address in _addresses()[-100:]]
    asked = list(islice(cycle(hosts), REQUESTS))
    theirs = TenantMainMiddleware(lambda request: HttpResponse())

    def enter(host: str) -> None:
        found = resolve.studio_at(host)
        assert found is not None
        with tenant_context(found.studio):
            pass

    def ours(host: str) -> None:
        found = resolve.studio_at(host)
        assert found is not None
        with tenant_context(found.studio):
            _ask()

    def yardstick(request: HttpRequest) -> None:
        theirs.process_request(request)
        _ask()

    requests = [RequestFactory().get("/", headers={"host": host}) for host in asked]
    for host in hosts:
        ours(host)
    ways: list[tuple[Callable[[Any], None], list[Any]]] = [
        (ours, asked), (yardstick, requests), (enter, asked)
    ]  # fmt: skip
    figures = [round(_seconds(partial(_each, *way)) / REQUESTS, 7) for way in ways]
    schema.leave()
    return figures[0], figures[1], figures[2]


def _each(function: Callable[[Any], None], given: list[Any]) -> None:
    for each in given:
        function(each)


def _ask() -> None:
    """The search path is set with the first statement, so there has to be one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _touched() -> Figures:
    """Memory of this process and of its server process after a query in every studio."""
    connection.close()
    for studio in Studio.objects.exclude(state=Studio.State.SPARE):
        with tenant_context(studio):
            Person.objects.count()
            AuditEntry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    return {
        "worker_bytes": _processes.memory_bytes([os.getpid()]),
        "backend_bytes": _processes.memory_bytes([backend]),
    }


def _one_column(folder: Path, sample: int) -> Figures:
    """A column more in every studio, after ``sample`` of them got it as django-tenants does it."""
    with _release.one_column(folder):
        rendering = _seconds(migrating.ensure_template)
        first = migrating.studios_behind()[:sample]
        theirs = [_seconds(partial(_by_django_tenants, studio)) for studio in first]
        idle = [_seconds(partial(_by_django_tenants, studio)) for studio in first]
        Studio.objects.filter(pk__in=[s.pk for s in first]).update(schema_version=code_version())
        left = len(migrating.studios_behind())
        outcomes: list[migrating.Outcome] = []
        ours = _seconds(lambda: outcomes.extend(migrating.migrate_behind()))
    assert not any(outcome.problem for outcome in outcomes), outcomes
    return {
        "template_seconds": round(rendering, 3),
        "one_column_studios": left,
        "one_column_seconds": round(ours, 3),
        "one_column_seconds_a_studio": round(ours / max(1, left), 5),
        "yardstick_name": "django-tenants 4: migrate_schemas, TenantMainMiddleware",
        "one_column_yardstick_seconds_a_studio": _median(theirs),
        "no_op_yardstick_seconds_a_studio": _median(idle),
    }


def _by_django_tenants(studio: Studio) -> None:
    call_command("migrate_schemas", schema_name=studio.schema_name, interactive=False, verbosity=0)
    schema.leave()


def _addresses() -> list[str]:
    found = Studio.objects.exclude(address=None).order_by("pk")
    return [str(address) for address in found.values_list("address", flat=True)]


def _count() -> int:
    with public_context():
        return Studio.objects.exclude(state=Studio.State.SPARE).count()


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _median(seconds: list[float]) -> float:
    return round(statistics.median(seconds), 4) if seconds else 0.0


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _nowhere() -> object:
    return open(os.devnull, "w")  # noqa: SIM115 - for the length of a process
