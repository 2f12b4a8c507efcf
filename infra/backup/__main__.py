"""The commands: studio, everything, check, restore-studio, restore-everything."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402 - models can be imported only now

from infra.backup import programs, restoring, taking  # noqa: E402
from tenants.context import public_context  # noqa: E402
from tenants.models import Studio  # noqa: E402


def main() -> int:
    given = _arguments()
    try:
        if given.command == "studio":
            with public_context():
                studio = Studio.objects.get(address=given.address)
            about = taking.take_studio(studio=studio, folder=given.folder, at=timezone.now())
            said = f"{given.address}: {len(about['files'])} files"
        elif given.command == "everything":
            taken = taking.take_everything(folder=given.folder, at=timezone.now())
            said = f"{len(taken)} studios"
        elif given.command == "check":
            said = f"{len(restoring.check(given.folder)['files'])} files are what was taken"
        elif given.command == "restore-studio":
            made = restoring.restore_studio(
                folder=given.folder, address=given.address, at=timezone.now()
            )
            said = f"{made.name} lives at {given.address}"
        else:
            said = f"{len(restoring.restore_everything(folder=given.folder))} studios"
    except (programs.ProgramFailed, restoring.Damaged, restoring.NotEmpty) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("studio", "restore-studio"):
        command = commands.add_parser(name)
        command.add_argument("address")
        command.add_argument("folder", type=Path)
    for name in ("everything", "check", "restore-everything"):
        commands.add_parser(name).add_argument("folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
