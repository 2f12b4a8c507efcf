"""Lines of many programs on one screen, each with the name of who said it, and in files."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

COLOURS = {"postgres": 34, "redis": 31, "web": 32, "data": 36, "worker": 33}
WIDTH = 9
LARGEST_LOG = 10 * 1024 * 1024


class Printer:
    """Splits what children write into lines; shows and keeps each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {}
        self._rest: dict[str, bytes] = {}
        self._colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def write(self, name: str, data: bytes) -> None:
        lines = (self._rest.get(name, b"") + data).split(b"\n")
        self._rest[name] = lines.pop()
        for line in lines:
            self._line(name, line)

    def say(self, sentence: str) -> None:
        """Print a line of our own, without a prefix of a program."""
        self._file("up").write(f"{_now()} {sentence}\n".encode())
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()

    def close(self) -> None:
        for name, rest in self._rest.items():
            if rest:
                self._line(name, rest)
        for file in self._files.values():
            file.close()
        self._files, self._rest = {}, {}

    def _line(self, name: str, line: bytes) -> None:
        self._file(name).write(f"{_now()} ".encode() + line + b"\n")
        label = f"{name:<{WIDTH}}"
        if self._colours:
            label = f"\x1b[{COLOURS.get(name, 37)}m{label}\x1b[0m"
        sys.stdout.write(f"{label}| {line.decode(errors='replace')}\n")
        sys.stdout.flush()

    def _file(self, name: str) -> IO[bytes]:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            if path.exists() and path.stat().st_size > LARGEST_LOG:
                path.replace(path.with_suffix(".log.1"))
            self._files[name] = path.open("ab", buffering=0)
        return self._files[name]


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
