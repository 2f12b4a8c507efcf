"""Where the database server's programs and data lie, and which user it runs under.

PostgreSQL refuses to run as root. Run by root, it gets a user number that nobody has, and where
that user cannot reach the checkout (a home of mode 700), its programs and data go to a folder of
our own under the system's state folder. No permission of a folder that is not ours is changed.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from safelight.embedded.process import Identity

STATE_FOLDER = Path("/var/lib/safelight")
# Neither accounts (up to 60000), nor systemd's homes and dynamic users lie here:
# https://systemd.io/UIDS-GIDS/
UNUSED_UIDS = range(60706, 61184)


class PlacementError(RuntimeError):
    """The database server cannot be given a place on this machine; the sentence says why."""


def server_identity(data_dir: Path) -> Identity | None:
    """The user for the server of this data folder: one of its own when we are root, else us."""
    if os.geteuid() != 0:
        return None
    start = int(_digest(data_dir), 16)
    for step in range(len(UNUSED_UIDS)):
        uid = UNUSED_UIDS[(start + step) % len(UNUSED_UIDS)]
        if not _has_account(uid):
            return Identity(uid, uid)
    raise PlacementError("No unused user number was found from 60706 to 61183.")


def account_identity() -> Identity:
    """An existing account without rights: ``initdb`` wants its user to have a name."""
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise PlacementError(
            "The account nobody does not exist, and PostgreSQL cannot be set up by root. "
            "Run bin/up as another user, or set DATABASE_URL to a server of yours."
        ) from None
    return Identity(entry.pw_uid, entry.pw_gid)


def data_folder(wanted: Path, identity: Identity | None) -> Path:
    """The wanted folder, or one under the state folder where the server cannot reach it.

    The answer is remembered beside the wanted folder, so that data are found again even if the
    permissions of a parent folder change.
    """
    if identity is None:
        return wanted
    wanted.parent.mkdir(parents=True, exist_ok=True)
    note = wanted.with_name(wanted.name + ".place")
    if note.exists():
        return Path(note.read_text().strip())
    placed = wanted if _reaches(identity, wanted.parent) else _own_folder(wanted) / "data"
    note.write_text(f"{placed}\n")
    return placed


def program_folder(installed: Path, libraries: Path, identity: Identity | None) -> Path:
    """The installed programs, or a copy of them that the server's user can run."""
    if identity is None or _reaches(identity, installed / "bin" / "postgres"):
        return installed
    copy = _own_folder(installed)
    target = copy / installed.parent.name / installed.name
    if not (copy / "complete").exists():
        # The programs find their libraries by a path relative to themselves.
        shutil.copytree(installed, target, dirs_exist_ok=True, symlinks=True)
        shutil.copytree(libraries, copy / libraries.name, dirs_exist_ok=True, symlinks=True)
        (copy / installed.parent.name).chmod(0o755)
        (copy / "complete").touch()
    return target


def _reaches(identity: Identity, path: Path) -> bool:
    try:
        probe = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$0"', str(path)],
            user=identity.uid,
            group=identity.gid,
            extra_groups=[],
            cwd="/",
            check=False,
        )
    except OSError as error:
        raise PlacementError(
            f"PostgreSQL does not run as root, and root may not become another user here "
            f"({error.strerror}). Run bin/up as another user, or set DATABASE_URL."
        ) from error
    return probe.returncode == 0


def _own_folder(path: Path) -> Path:
    folder = STATE_FOLDER / _digest(path)
    for ours in (STATE_FOLDER, folder):
        ours.mkdir(exist_ok=True)
        ours.chmod(0o711)
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]


def _has_account(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
