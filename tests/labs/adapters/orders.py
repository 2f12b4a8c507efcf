"""Orders that the fake lab makes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from modules.labs.contract import Money, Piece, PrintFile, Submission
from tests.fakelab.studio import FILE, MD5, Studio
from tests.labs import making


def file(studio: Studio, **changes: Any) -> PrintFile:
    made = making.print_file(url=f"{studio.address}/file.jpg", md5=MD5, size=len(FILE))
    return replace(made, **changes)


def prodigi(studio: Studio, *pieces: Piece, **changes: Any) -> Submission:
    made = making.submission(*(pieces or (framed(studio),)), method="Standard")
    return replace(made, **changes)


def framed(studio: Studio, **changes: Any) -> Piece:
    made = making.piece(
        file(studio), sku="GLOBAL-CFPM-16X20", attributes={"color": "black"},
        retail=Money(12_900, "EUR"),
    )  # fmt: skip
    return replace(made, **changes)


def whcc(studio: Studio, *pieces: Piece, **changes: Any) -> Submission:
    made = making.submission(*(pieces or (print_of_whcc(studio),)), method="")
    return replace(made, **changes)


def print_of_whcc(studio: Studio, **changes: Any) -> Piece:
    choices = {"Printing Material": "Paper · 1", "Paper Types": "Lustre Paper · 5"}
    made = making.piece(file(studio, area="10000"), sku="3", attributes=choices)
    return replace(made, **changes)
