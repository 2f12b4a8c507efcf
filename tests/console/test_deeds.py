from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from safelight.console.models import Operator, OperatorEntry
from tenants.models import Studio

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_con_06_it_keeps_entries_against_the_database_user(
    olga: Operator, acme: Studio, statement: str
) -> None:
    OperatorEntry.objects.create(operator=olga, studio_uuid=acme.uuid, verb="suspend")
    table = OperatorEntry._meta.db_table
    with connection.cursor() as cursor:  # As at the end of a transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
