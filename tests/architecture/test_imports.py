"""Who may import whom (docs/architecture.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture import sources

# ``facts`` are the plain values that a facade answers with, ``access`` the decision of galleries
# that everybody asks.
DOORS = {"facade", "facts", "access", "events", "hooks", "models"}


def test_it_keeps_the_layers() -> None:
    script = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", script, "--no-cache"]
    linted = subprocess.run(
        command, cwd=sources.ROOT, env={"PYTHONPATH": "platform:."}, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_it_enters_another_module_by_its_doors_only() -> None:
    trespassing = [
        f"{path}: {name}"
        for path in sources.python_files()
        if path.parts[0] == "modules" and len(path.parts) > 2
        for name in sources.imported(path)
        if _trespasses(path.parts[1], name)
    ]
    assert trespassing == []


def test_it_keeps_the_database_out_of_the_data_plane() -> None:
    importing = [
        f"{path}: {name}"
        for folder in ("storage", "imaging")
        for path in sources.python_files()
        if path.is_relative_to(Path("platform/safelight") / folder)
        for name in sources.imported(path)
        if name.startswith(("django.db", "tenants", "django_tenants", "psycopg"))
    ]
    assert importing == []


def _trespasses(module: str, name: str) -> bool:
    parts = name.split(".")
    return parts[0] == "modules" and parts[1] != module and not DOORS & set(parts[2:3])
