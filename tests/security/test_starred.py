"""Each starred item of the checklist has tests that are named after it, and stands in the docs."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.security import starred

# Found wanting: work in the public schema, row rights by content types, sessions that are swapped.
AVOIDED = {
    "tenant-schemas-celery", "django-ratelimit", "django-guardian", "python-magic", "filetype",
    "django-auditlog", "django-money", "django-import-export", "django-waffle", "django-hijack",
    "django-cryptography-5", "viewflow",
}  # fmt: skip


@pytest.mark.parametrize("item", starred.STARRED)
def test_it_has_a_test_named_after_each_item(item: str) -> None:
    assert starred.tests().get(item)


def test_it_takes_away_guards_of_items_that_there_are() -> None:
    assert set(starred.guards()) & set(starred.STARRED) >= {"ISO-01", "ISO-03", "ISO-28", "CON-02"}


@pytest.mark.parametrize("item", starred.STARRED)
def test_it_is_documented_with_tests_that_there_are(item: str) -> None:
    """``python -m tests.security.starred`` writes it."""
    text = starred.DOCUMENT.read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {item} \|.*$", text, re.M)
    named = set(re.findall(r"`(tests/[^`]+)`", row))
    assert named
    assert named <= {where for where, _name in starred.tests()[item]}


def test_it_uses_no_library_that_was_found_wanting() -> None:
    project = tomllib.loads((starred.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"]]
    for more in project["project"].get("optional-dependencies", {}).values():
        asked += more
    names = {re.split(r"[^A-Za-z0-9._-]", each)[0].lower() for each in asked}
    assert "django-tenants" in names
    assert not names & AVOIDED
