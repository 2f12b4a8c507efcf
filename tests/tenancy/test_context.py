from __future__ import annotations

import pytest
from django.db import transaction

from safelight.accounts.models import Person
from tenants import schema
from tenants.context import NoStudio, current_studio, public_context, tenant_context
from tenants.models import Studio
from tenants.rows import CrossStudioError


def names() -> set[str]:
    return set(Person.objects.values_list("name", flat=True))


def test_iso_10_it_reads_the_present_studio_after_a_rollback(acme: Studio, bolt: Studio) -> None:
    with tenant_context(acme):
        assert all("acme" in name for name in names())
    with pytest.raises(ZeroDivisionError), transaction.atomic(), tenant_context(bolt):
        names()
        _ = 1 / 0
    with tenant_context(acme):
        assert all("acme" in name for name in names())


@pytest.mark.parametrize("limited", [True, False])
def test_iso_10_it_reads_the_present_studio_after_a_savepoint_rollback(
    acme: Studio, bolt: Studio, limited: bool, settings: object
) -> None:
    settings.TENANT_LIMIT_SET_CALLS = limited  # type: ignore[attr-defined]
    with tenant_context(acme):
        names()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with tenant_context(bolt):
                names()
            _ = 1 / 0
        assert all("acme" in name for name in names())


def test_iso_13_it_refuses_to_save_a_row_in_another_studio(acme: Studio, bolt: Studio) -> None:
    with tenant_context(acme):
        person = Person.objects.get(email="carla@example.org")
    with tenant_context(bolt), pytest.raises(CrossStudioError):
        person.save(update_fields=["name"])
    with tenant_context(bolt), pytest.raises(CrossStudioError):
        person.delete()


def test_iso_14_it_refuses_to_evaluate_a_queryset_of_another_studio(
    acme: Studio, bolt: Studio
) -> None:
    with tenant_context(acme):
        rows = Person.objects.filter(name__contains="Carla")
    with tenant_context(bolt), pytest.raises(CrossStudioError):
        list(rows)
    with tenant_context(bolt), pytest.raises(CrossStudioError):
        rows.exclude(name="").update(name="x")
    with public_context(), pytest.raises(CrossStudioError):
        rows.count()


def test_it_returns_to_where_it_was(acme: Studio, bolt: Studio) -> None:
    with tenant_context(acme):
        with pytest.raises(ZeroDivisionError), tenant_context(bolt):
            _ = 1 / 0
        assert schema.current() == acme.schema_name
        assert current_studio() == acme
    assert schema.current() == "public"


def test_it_says_when_there_is_no_studio(db: None) -> None:
    with pytest.raises(NoStudio):
        current_studio()
