"""Making studios, timed; loaded once Django is set up (see ``bench.provision``)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.utils import timezone

from safelight.signup import services
from tenants import migrating, provision


def measure(studios: int, rounds: int) -> dict[str, object]:
    migrating.migrate_public()
    migrating.ensure_template()
    for _ in range(studios):
        provision.make_spare()
    figures: dict[str, list[float]] = {"ours": [], "yardstick": [], "sign_up": [], "behind": []}
    for number in range(rounds):
        # Side by side in each round, so that a busy machine is busy for all.
        figures["ours"].append(_seconds(provision.make_spare))
        figures["yardstick"].append(_seconds(partial(_by_migrations, number)))
        figures["sign_up"].append(_seconds(partial(_sign_up, number)))
        figures["behind"].append(_seconds(migrating.studios_behind))
    medians = {name: round(statistics.median(found), 4) for name, found in figures.items()}
    return {
        "bench": "provision",
        "studios": studios,
        "ours": {
            "create_seconds": medians["ours"],
            "sign_up_seconds": medians["sign_up"],
            "who_is_behind_seconds": medians["behind"],
        },
        "yardstick_name": "Django's migrations into a new schema",
        "yardstick": {"create_seconds": medians["yardstick"]},
        "ratio_create": round(medians["ours"] / medians["yardstick"], 3),
        "tables_and_indexes_a_studio": _relations(),
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _by_migrations(number: int) -> None:
    name = f"t_bymigrations{number:03d}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
    provision.migrate_schema(name)


def _sign_up(number: int) -> None:
    services.open_studio(
        name=f"Studio {number}",
        address=f"studio-{number}",
        owner_name="Olive",
        email=f"olive{number}@example.org",
        password="a long enough password 4711",  # noqa: S106 - of a studio that is thrown away
        at=timezone.now(),
    )


def _relations() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = "
            "(SELECT oid FROM pg_namespace WHERE nspname = %s)",
            [provision.TEMPLATE_SCHEMA],
        )
        return int(cursor.fetchone()[0])
