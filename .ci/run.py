#!/usr/bin/env python3
"""What continuous integration runs, from nothing: checks, then all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    environment = {**os.environ, "CI": "true"}
    checked = subprocess.run([ROOT / "bin" / "check"], env=environment, check=False).returncode
    tested, closing = tests(environment)
    print(f"checks: {'passed' if checked == 0 else 'FAILED'}")
    print(closing)
    return checked or tested


def tests(environment: dict[str, str]) -> tuple[int, str]:
    """Run bin/test, showing its lines; returns its exit code and pytest's closing line."""
    closing = "The tests did not come to an end."
    command = [ROOT / "bin" / "test"]
    with subprocess.Popen(
        command, env=environment, text=True, errors="replace", stdout=subprocess.PIPE
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if line.startswith("=") and " in " in line:
                closing = line.strip()
    return process.returncode, closing


if __name__ == "__main__":
    sys.exit(main())
