"""The person of a session and all that they are to the studio, in one statement.

Whether one of the team lacks a second factor that the studio asks for is part of it.

Asked with every request of everybody who is signed in, so the statement is written once.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from safelight.accounts.models import Client, Member, Person, Role, Visitor
from tenants.rows import StudioRow

_PARTS: tuple[tuple[str, type[StudioRow]], ...] = (
    ("person", Person),
    ("member", Member),
    ("role", Role),
    ("client", Client),
    ("visitor", Visitor),
)


_MUST_ENROL = """
member.id IS NOT NULL
AND EXISTS (SELECT 1 FROM accounts_signinrules WHERE team_needs_factor)
AND NOT EXISTS (SELECT 1 FROM accounts_persontotp f
                WHERE f.holder_id = person.id AND f.confirmed_at IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM accounts_personpasskey f WHERE f.holder_id = person.id)
"""


def person(user_id: int) -> Person | None:
    """With ``member``, its ``role``, ``client`` and ``visitor``; None for the disabled too."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [user_id])
        found = cursor.fetchone()
    if found is None:
        return None
    values = iter(found[1:])
    rows = {name: _row(model, list(islice(values, _width(model)))) for name, model in _PARTS}
    someone: Any = rows["person"]
    for name in ("member", "client", "visitor"):
        _join(someone, name, rows[name])
    if rows["member"] is not None:
        _field(Member, "role").set_cached_value(rows["member"], rows["role"])
    someone.must_enrol = found[0]
    return someone  # type: ignore[no-any-return]


def _row(model: type[StudioRow], values: list[Any]) -> StudioRow | None:
    """None where the other side of the join has no row; the first column is the key."""
    return None if values[0] is None else model.from_columns(values)


def _join(someone: Person, name: str, row: Model | None) -> None:
    """Let each know the other, so that neither asks again."""
    _field(Person, name).set_cached_value(someone, row)
    if row is not None:
        _field(type(row), "person").set_cached_value(row, someone)


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


@cache
def _width(model: type[StudioRow]) -> int:
    return len(model._meta.concrete_fields)


@cache
def _statement() -> str:
    return f"""
SELECT {_MUST_ENROL}, {", ".join(model.columns(name) for name, model in _PARTS)}
FROM accounts_person person
LEFT JOIN accounts_member member ON member.person_id = person.id
LEFT JOIN accounts_role role ON role.id = member.role_id
LEFT JOIN accounts_client client ON client.person_id = person.id
LEFT JOIN accounts_visitor visitor ON visitor.person_id = person.id
WHERE person.id = %s AND person.disabled_at IS NULL
"""  # noqa: S608 - names of columns alone
