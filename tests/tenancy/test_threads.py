from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection

from safelight.accounts.models import Person
from tenants import schema
from tenants.context import NoStudio, current_studio
from tenants.models import Studio


def test_iso_17_it_reads_no_studio_in_a_thread_of_its_own(inside_acme: Studio) -> None:
    def elsewhere() -> tuple[str, str]:
        found = schema.current()
        with pytest.raises(NoStudio):
            current_studio()
        try:
            Person.objects.count()
        except DatabaseError as problem:
            return found, str(problem)
        finally:
            connection.close()
        return found, "read"

    with ThreadPoolExecutor(1) as pool:
        where, problem = pool.submit(elsewhere).result()
    assert where == "public"
    assert "does not exist" in problem
