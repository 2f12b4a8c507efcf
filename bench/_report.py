"""What every bench does: a folder to work in, and one JSON object to print."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Figures = dict[str, float]


def arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser that knows ``--json``."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def base() -> Path:
    """The folder where benches keep what they make."""
    folder = Path(os.environ.get("SAFELIGHT_VAR", tempfile.gettempdir()))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one run."""
    with tempfile.TemporaryDirectory(dir=base()) as made:
        yield Path(made)


def say(report: dict[str, object], *, as_json: bool) -> None:
    """Print the report, with the machine and the commit that its figures belong to."""
    report = report | circumstances()
    if as_json:
        sys.stdout.write(json.dumps(report) + "\n")
        return
    for name, value in report.items():
        sys.stdout.write(f"{name}: {value}\n")


def medians(rounds: list[Figures]) -> Figures:
    """The median of each figure over the rounds."""
    return {name: round(statistics.median(each[name] for each in rounds), 3) for name in rounds[0]}


def circumstances() -> dict[str, object]:
    """The machine and the commit; ``-changed`` where files differ from it."""
    return {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "commit": _commit(),
    }


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(ROOT), "describe", "--always", "--exclude=*", "--dirty=-changed"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
