"""Counts of processes that ended: added up in one set of files, so that files do not pile up.

Each web process counts in files of its own (prometheus_client). Processes are replaced every few
thousand requests; what an ended one counted is folded into the files of number 0 by the master.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

KINDS = ("counter", "histogram")


def prepare(folder: Path) -> None:
    """An empty folder for this master's processes; those of masters that are gone are removed."""
    for other in folder.parent.glob("web-*"):
        if not Path(f"/proc/{other.name.removeprefix('web-')}").exists():
            remove(other)
    remove(folder)
    folder.mkdir(parents=True, exist_ok=True)


def fold(folder: Path, pid: int) -> None:
    """Add what the process ``pid``, which has ended, counted to number 0, and forget its files."""
    # The web server's settings are read before anything may load this library.
    from prometheus_client.mmap_dict import MmapedDict

    for kind in KINDS:
        file = folder / f"{kind}_{pid}.db"
        if not file.exists():
            continue
        total = MmapedDict(str(folder / f"{kind}_0.db"))  # type: ignore[no-untyped-call]
        try:
            for key, value, _stamp, _place in MmapedDict.read_all_values_from_file(str(file)):  # type: ignore[no-untyped-call]
                before, _at = total.read_value(key)  # type: ignore[no-untyped-call]
                total.write_value(key, before + value, 0.0)  # type: ignore[no-untyped-call]
        finally:
            total.close()  # type: ignore[no-untyped-call]
        file.unlink()


def remove(folder: Path) -> None:
    """Take the folder and its files away, as far as they let us."""
    if folder.is_dir():
        for file in folder.iterdir():
            with suppress(OSError):
                os.unlink(file)
        with suppress(OSError):
            folder.rmdir()
