"""Many threads in two studios at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio

THREADS = 4
ROUNDS = 300


def wander(studios: list[Studio], seed: int) -> int:
    """Alternate between the studios with random failures; how often the path was wrong."""
    wrong = 0
    choice = random.Random(seed)  # noqa: S311 - which studio comes next is no secret
    for _ in range(ROUNDS):
        studio = choice.choice(studios)
        with tenant_context(studio):
            # What is rolled back takes the search path along that was set in it.
            if choice.random() < 0.5:
                wrong += not _is_at_home(studio)
            with suppress(ZeroDivisionError, DatabaseError), transaction.atomic():
                wrong += not _is_at_home(studio)
                _break_sometimes(choice.random())
            wrong += not _is_at_home(studio)
    connection.close()
    return wrong


def _break_sometimes(chance: float) -> None:
    if chance < 0.3:
        raise ZeroDivisionError
    if chance < 0.35:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 1")
            cursor.execute("SELECT pg_sleep(1)")


def _is_at_home(studio: Studio) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        path = cursor.fetchone()[0].replace('"', "").split(", ")
    assert studio.address is not None
    return path[0] == studio.schema_name and studio.address in Person.objects.all()[0].name


@pytest.fixture
def two_studios(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Studio]]:
    with django_db_blocker.unblock():
        yield list(Studio.objects.filter(address__in=["acme", "bolt"]))


@pytest.mark.parametrize("limited", [True, False])
def test_iso_09_it_is_never_in_another_studio(two_studios: list[Studio], limited: bool) -> None:
    with override_settings(TENANT_LIMIT_SET_CALLS=limited), ThreadPoolExecutor(THREADS) as pool:
        wrong = list(pool.map(lambda seed: wander(two_studios, seed), range(THREADS)))
    assert wrong == [0] * THREADS


@pytest.mark.parametrize("limited", [True, False])
def test_iso_10_it_reads_the_present_studio_after_a_rollback_inside_it(
    two_studios: list[Studio], limited: bool
) -> None:
    """PostgreSQL takes the search path back that was set in what is rolled back."""
    here, there = two_studios
    with override_settings(TENANT_LIMIT_SET_CALLS=limited):
        with tenant_context(here):
            assert _is_at_home(here)
        with tenant_context(there):
            with suppress(ZeroDivisionError), transaction.atomic():
                _break_sometimes(0.1 * _is_at_home(there))
            assert _is_at_home(there)
    connection.close()
