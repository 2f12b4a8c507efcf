"""Files and functions stay small enough to be read in one go (STYLE.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture import sources

TEMPLATE_LINES = 150
TYPESCRIPT_LINES = 300
PYTHON_LINES = 400
FUNCTION_LINES = 60
TEST_FUNCTION_LINES = 40
CLASS_LINES = 250


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _too_long(paths: list[Path], limit: int) -> list[str]:
    counted = [(path, len(sources.lines(path))) for path in paths]
    return [f"{path}: {count} lines" for path, count in counted if count > limit]


@pytest.mark.parametrize(
    ("suffix", "limit"),
    [(".py", PYTHON_LINES), (".html", TEMPLATE_LINES), (".ts", TYPESCRIPT_LINES)],
)
def test_it_keeps_files_short(suffix: str, limit: int) -> None:
    paths = [path for path in sources.files() if path.suffix == suffix]
    assert paths
    assert _too_long([path for path in paths if not sources.is_migration(path)], limit) == []


def test_it_keeps_functions_short() -> None:
    long = [
        f"{path}:{function.lineno} {function.name}: {_length(function)} lines"
        for path in sources.python_files()
        if not sources.is_migration(path)
        for function in sources.functions(path)
        if _length(function) > (TEST_FUNCTION_LINES if sources.is_test(path) else FUNCTION_LINES)
    ]
    assert long == []


def test_it_keeps_classes_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}: {_length(node)} lines"
        for path in sources.python_files()
        if not sources.is_migration(path)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ClassDef) and _length(node) > CLASS_LINES
    ]
    assert long == []


def test_it_gives_a_reason_for_each_import_inside_a_function() -> None:
    unexplained = [
        f"{path}:{node.lineno}"
        for path in sources.python_files()
        if not sources.is_migration(path)
        for function in sources.functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _explained(path, node.lineno)
    ]
    assert unexplained == []


def _explained(path: Path, line: int) -> bool:
    above, itself = sources.lines(path)[line - 2 : line]
    return above.strip().startswith("#") or "#" in itself
