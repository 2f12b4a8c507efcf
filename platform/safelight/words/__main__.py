"""``python -m safelight.words update | missing LANGUAGE | compile FOLDER``; see ``bin/words``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from safelight.words import catalogues, checking, extracting


def update() -> int:
    found = extracting.messages()
    for language in catalogues.LANGUAGES:
        catalogues.update(language, found)
    sys.stdout.write(f"{len(found)} messages\n")
    return 0


def missing(language: str) -> int:
    found = extracting.messages()
    wrong = list(checking.problems(found, catalogues.read(language)))
    told = [*wrong, f"{len(wrong)} of {len(found)} are not right in {language!r}."]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if wrong else 0


def compile_(folder: str) -> int:
    catalogues.compile_into(Path(folder))
    return 0


ACTS: dict[str, Callable[..., int]] = {"update": update, "missing": missing, "compile": compile_}


if __name__ == "__main__":
    act, *words = sys.argv[1:] or ["update"]
    if act not in ACTS:
        sys.exit(f"There is no {act!r}: {', '.join(ACTS)}.")
    sys.exit(ACTS[act](*words))
