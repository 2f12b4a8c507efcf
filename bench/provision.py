"""Making a studio: from the template's SQL, beside Django's own migrations into a new schema.

    bin/bench provision [--json] [--studios 100] [--rounds 5]

Seconds, medians over the rounds, while that many studios are there. ``sign_up`` is the whole
service behind the form: a spare is taken, and owner, roles and settings are written.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import _servers
from safelight.embedded import postgres, redis

AIM_SIGN_UP_SECONDS = 1.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--studios", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    base = Path(os.environ.get("SAFELIGHT_VAR", tempfile.gettempdir()))
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=base) as folder:
        report = _with_servers(Path(folder), given.studios, given.rounds)
    if given.json:
        sys.stdout.write(json.dumps(report) + "\n")
        return
    for name, value in report.items():
        sys.stdout.write(f"{name}: {value}\n")


def _with_servers(folder: Path, studios: int, rounds: int) -> dict[str, object]:
    for name in ("postgres", "redis"):
        (folder / name).mkdir()
    database = postgres.start(folder / "postgres")
    broker = redis.start(folder / "redis", durable=False)
    os.environ |= {
        "DATABASE_URL": database.url,
        "REDIS_URL": broker.url,
        "PG_DUMP": str(database.programs / "pg_dump"),
        "DJANGO_SETTINGS_MODULE": "safelight.settings",
        "SECRET_KEY": "x" * 50,
        "SIGNING_KEY": "y" * 50,
    }
    try:
        return measure(studios, rounds)
    finally:
        broker.stop()
        database.stop()


def measure(studios: int, rounds: int) -> dict[str, object]:
    # The servers' addresses are in the environment only now.
    import django

    django.setup()
    from tenants import migrating, provision

    migrating.migrate_public()
    migrating.ensure_template()
    for _ in range(studios):
        provision.make_spare()
    figures: dict[str, list[float]] = {"ours": [], "yardstick": [], "sign_up": [], "behind": []}
    for number in range(rounds):
        # Side by side in each round, so that a busy machine is busy for all.
        figures["ours"].append(_seconds(provision.make_spare))
        figures["yardstick"].append(_seconds(lambda n=number: _by_migrations(n)))
        figures["sign_up"].append(_seconds(lambda n=number: _sign_up(n)))
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
        **_servers.circumstances(),
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _by_migrations(number: int) -> None:
    # Loaded after Django is set up.
    from django.db import connection

    from tenants import provision

    name = f"t_bymigrations{number:03d}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
    provision.migrate_schema(name)


def _sign_up(number: int) -> None:
    # Loaded after Django is set up.
    from django.utils import timezone

    from safelight.signup import services

    services.open_studio(
        name=f"Studio {number}",
        address=f"studio-{number}",
        owner_name="Olive",
        email=f"olive{number}@example.org",
        password="a long enough password 4711",  # noqa: S106 - of a studio that is thrown away
        at=timezone.now(),
    )


def _relations() -> int:
    # Loaded after Django is set up.
    from django.db import connection

    from tenants.provision import TEMPLATE_SCHEMA

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = "
            "(SELECT oid FROM pg_namespace WHERE nspname = %s)",
            [TEMPLATE_SCHEMA],
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
