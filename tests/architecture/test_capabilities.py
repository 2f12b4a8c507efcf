"""docs/capabilities.toml: what is said to work is proven by tests that are there and run."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN_FROM = 1001

ENTRIES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "docs" / "capabilities.toml").read_text(encoding="utf-8")
)["capability"]


def test_it_numbers_each_capability_once() -> None:
    numbers = [entry["number"] for entry in ENTRIES]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= 252 or number >= OWN_FROM for number in numbers)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["number"]))
def test_it_says_what_works_and_by_which_tests(entry: dict[str, Any]) -> None:
    assert set(entry) <= {"number", "title", "state", "tests", "missing"}
    assert entry["title"]
    assert entry["state"] in {"works", "partial"}
    assert entry["tests"], "A capability without a test is a hope."
    assert (entry["state"] == "partial") == bool(entry.get("missing")), "Say what is missing."


@pytest.mark.parametrize(
    "test", sorted({test for entry in ENTRIES for test in entry["tests"]}), ids=str
)
def test_it_names_tests_that_run(test: str) -> None:
    path, _, name = test.partition("::")
    marks = _tests_of(path)[name]
    assert not any("skip" in mark or "xfail" in mark for mark in marks)


@cache
def _tests_of(path: str) -> dict[str, list[str]]:
    """Names of the tests in a file, and the decorators of each."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name: [ast.unparse(decorator) for decorator in node.decorator_list]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
