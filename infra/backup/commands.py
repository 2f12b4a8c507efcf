"""The commands: studio, everything, check, restore-studio, restore-everything, reconcile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from infra.backup import programs, reconciling, restoring, taking
from tenants.context import public_context
from tenants.models import Studio


def main() -> int:
    """Do what the command line says; 0 where all went well."""
    given = _arguments()
    if given.command == "reconcile":
        return _reconcile()
    try:
        said = _do(given)
    except (programs.ProgramFailed, restoring.Damaged, restoring.NotEmpty) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


def _do(given: argparse.Namespace) -> str:
    """Do what was asked for; what came of it."""
    if given.command == "studio":
        with public_context():
            studio = Studio.objects.get(address=given.address)
        about = taking.take_studio(studio=studio, folder=given.folder, at=timezone.now())
        return f"{given.address}: {len(about['files'])} files"
    if given.command == "everything":
        taken = taking.take_everything(folder=given.folder, at=timezone.now())
        return f"{len(taken)} studios"
    if given.command == "check":
        return _check(given.folder)
    if given.command == "restore-studio":
        made = restoring.restore_studio(
            folder=given.folder, address=given.address, at=timezone.now()
        )
        return f"{made.name} lives at {given.address}"
    return f"{len(restoring.restore_everything(folder=given.folder))} studios"


def _check(folder: Path) -> str:
    if (folder / taking.PUBLIC).exists():
        return f"{len(restoring.check_everything(folder))} studios are what was taken"
    return f"{len(restoring.check(folder)['files'])} files are what was taken"


def _reconcile() -> int:
    """Print each file that is missing or extra, and how many agree; 1 where there is any."""
    found = list(reconciling.everything())
    for each in found:
        for what, names in (("missing", each.missing), ("extra", each.extra)):
            sys.stdout.writelines(f"{each.address}: {what} {name}\n" for name in names)
    missing, extra = sum(len(each.missing) for each in found), sum(len(e.extra) for e in found)
    sys.stdout.write(
        f"{len(found)} studios, {sum(each.agreeing for each in found)} files agree, "
        f"{missing} missing, {extra} extra\n"
    )
    return 0 if all(each.is_whole for each in found) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("studio", "restore-studio"):
        command = commands.add_parser(name)
        command.add_argument("address")
        command.add_argument("folder", type=Path)
    for name in ("everything", "check", "restore-everything"):
        commands.add_parser(name).add_argument("folder", type=Path)
    commands.add_parser("reconcile", help="compare the rows of all studios with their files")
    return parser.parse_args()
