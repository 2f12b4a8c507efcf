from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser

from safelight.accounts.models import Person
from safelight.audit import sentences
from safelight.audit import writing as audit
from safelight.audit.models import AuditEntry
from tenants.context import tenant_context
from tenants.models import Studio

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
PAGE = "/studio/settings/activity/"
Open = Callable[..., Browser]


@pytest.fixture
def written(acme: Studio, alice: Person) -> Studio:
    """Alice was let in on, an operator acted as her, and a job did something."""
    alone = audit.Actor(person_id=alice.public_id, name="Alice", network_address="192.0.2.1")
    helped = audit.Actor(
        person_id=alice.public_id, name="Alice",
        operator_email="olga@example.org", operator_name="Olga",
    )  # fmt: skip
    with tenant_context(acme):
        with audit.acting(alone):
            audit.note("acting.closed")
        with audit.acting(helped):
            audit.note("acting.opened", subject=("", "", "=1+1"))
        audit.note("gone.away", subject=("", "", "<script>alert(1)</script>"))
    return acme


def calls(name: str) -> Iterator[str]:
    """First arguments of every call of this name in the project."""
    for folder in ("platform", "tenants", "modules"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text()
            if f"{name}(" in text:
                yield from _literals(ast.parse(text), name)


def _literals(tree: ast.AST, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_it_has_a_sentence_for_every_verb_that_is_written() -> None:
    assert set(calls("audit.note")) <= set(sentences.SENTENCES)


def test_it_writes_every_sentence_though_an_old_entry_lacks_its_details() -> None:
    for verb in sentences.SENTENCES:
        assert sentences.say(AuditEntry(verb=verb, actor_name="Alice", subject_name="It"))


def test_it_shows_owners_who_did_what_and_names_operators(
    written: Studio, alice: Person, browser: Open
) -> None:
    page = browser(written, alice).get(PAGE).content.decode()
    assert "Alice closed the studio to the platform" in page
    assert "Olga (support) as Alice opened" in page
    assert "olga@example.org" in page
    assert "<script>alert" not in page


def test_it_filters_by_person_verb_and_day(written: Studio, alice: Person, browser: Open) -> None:
    mine = browser(written, alice)
    for query, count in (
        (f"person={alice.public_id}", "2 entries"), ("person=operators", "1 entry"),
        ("verb=gone.away", "1 entry"), ("first=2999-01-01", "0 entries"),
        ("first=2020-01-01&last=2999-01-01", "3 entries"),
    ):  # fmt: skip
        assert count in mine.get(f"{PAGE}?{query}").content.decode(), query


def test_con_08_it_refuses_filters_that_cannot_be(
    written: Studio, alice: Person, browser: Open
) -> None:
    mine = browser(written, alice)
    for query in ("verb=x__y__z", "person=1", "first='", "last=2026-13-40"):
        assert mine.get(f"{PAGE}?{query}").status_code == 400, query


def test_web_04_it_saves_a_file_in_which_nothing_is_a_formula(
    written: Studio, alice: Person, browser: Open
) -> None:
    with tenant_context(written), audit.acting(audit.Actor(name="=1+1")):
        audit.note("acting.closed")
    file = browser(written, alice).get("/studio/settings/activity.csv").content.decode()
    assert ",'=1+1," in file
    assert file.count("\r\n") == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET verb = 'x'", "DELETE FROM {}", "TRUNCATE {}",
        """UPDATE {} SET details = details || '{{"more": 1}}'""",
    ],
)  # fmt: skip
def test_con_06_it_keeps_entries_against_the_database_user(written: Studio, statement: str) -> None:
    with (
        tenant_context(written),
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(AuditEntry._meta.db_table))
