from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tenants import migrating, provision
from tenants.models import Studio, new_schema_name
from tenants.versions import code_version


def dump(schema: str) -> str:
    """The schema's definition under a neutral name, without what differs by chance."""
    return re.sub(rf"\b{schema}\b", "the_schema", provision._dump(schema))


def test_it_makes_a_copy_equal_to_a_migrated_schema(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        copy = provision.make_spare()
        try:
            assert dump(copy.schema_name) == dump(provision.TEMPLATE_SCHEMA)
        finally:
            provision.drop(copy)


def test_it_leaves_no_orphan_when_it_fails_half_way(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Studio.objects.count()
    monkeypatch.setattr(provision, "TEMPLATE_SCHEMA", "schema")  # Breaks the SQL.
    with pytest.raises(DatabaseError), transaction.atomic():
        provision.make_spare()
    assert Studio.objects.count() == before
    assert not _schemas() - {s.schema_name for s in Studio.objects.all()} - {"t_0template0studio0"}


def test_iso_29_it_never_makes_a_schema_name_from_what_was_typed(db: None) -> None:
    at = timezone.now()
    taken = provision.take_spare(name="'; DROP SCHEMA public; --", address="robert", at=at)
    assert re.fullmatch(r"t_[a-z0-9]{16}", taken.schema_name)
    assert len({new_schema_name() for _ in range(100)}) == 100


def test_it_finds_nobody_behind_after_provisioning(db: None) -> None:
    assert migrating.studios_behind() == []


def test_it_migrates_only_those_behind_and_goes_on_after_a_failure(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme, bolt = Studio.objects.order_by("pk").filter(state="ready")[:2]
    Studio.objects.filter(pk__in=[acme.pk, bolt.pk]).update(schema_version="older")
    real = provision.migrate_schema

    def migrate(schema: str) -> None:
        if schema == acme.schema_name:
            raise DatabaseError("a column is in the way")
        real(schema)

    monkeypatch.setattr(provision, "migrate_schema", migrate)
    outcomes = {o.schema_name: o.problem for o in migrating.migrate_behind()}
    assert outcomes == {acme.schema_name: "a column is in the way", bolt.schema_name: ""}
    bolt.refresh_from_db()
    assert bolt.schema_version == code_version()


def _schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 't\\_%'")
        return {row[0] for row in cursor.fetchall()}
