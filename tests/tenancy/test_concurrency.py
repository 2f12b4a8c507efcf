"""Many threads in two studios at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
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
        try:
            with tenant_context(studio):
                wrong += not _is_at_home(studio)
                with transaction.atomic():
                    wrong += not _is_at_home(studio)
                    if choice.random() < 0.3:
                        raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    connection.close()
    return wrong


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
