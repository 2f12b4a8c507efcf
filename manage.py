#!/usr/bin/env python3
"""Django's commands. By hand, they talk to the servers that ``bin/up`` runs."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")
    var = Path(os.environ.get("SAFELIGHT_VAR") or ROOT / "var")
    for name in ("environment.json", "secrets.json"):
        if (var / name).exists():
            for variable, value in json.loads((var / name).read_text()).items():
                os.environ.setdefault(variable, value)

    # Django needs the paths above.
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
