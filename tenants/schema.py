"""The search path of this thread's connection, as django-tenants keeps it, with types."""

from __future__ import annotations

from typing import Any, Protocol, cast

from django.db import connection


class HasSchema(Protocol):
    """Django-tenants asks no more of a tenant."""

    schema_name: str


def current() -> str:
    """The schema that unqualified tables are looked for in first; ``public`` outside a studio."""
    return cast(str, cast(Any, connection).schema_name)


def enter(tenant: HasSchema) -> None:
    """Only ``tenants.context`` calls this."""
    cast(Any, connection).set_tenant(tenant)


def leave() -> None:
    """Back to public; only ``tenants`` calls this."""
    cast(Any, connection).set_schema_to_public()
