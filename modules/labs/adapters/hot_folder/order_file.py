"""What a hot folder is given: names that mean nothing to a disk, and the order file as JSON.

``docs/labs.md`` describes the format to labs; ``FORMAT`` changes when a lab would read it wrongly.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from modules.labs.contract import Account, Piece, PrintFile, Submission
from safelight.web.minor_units import exponent

FORMAT = "safelight-order/1"
NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file of the storage (``key``), and its name in the order's folder. ``size`` in bytes."""

    key: str
    name: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """``body`` is the order file, ``uploads`` what it names."""

    body: bytes
    uploads: tuple[Upload, ...]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A print file that is not in the storage any more."""

    key: str
    name: str


def name_of(submission: Submission) -> str:
    """The order's folder and file: the same for the same key, and for no other."""
    digest = hashlib.sha256(submission.key.encode()).hexdigest()[:10]
    return f"{_plain(submission.reference)[:40] or 'order'}-{digest}"


def order(account: Account, submission: Submission) -> Order:
    files = {file.key: file for piece in submission.pieces for file in piece.files}
    names = {key: _file_name(number, file) for number, (key, file) in enumerate(files.items(), 1)}
    told = {
        "format": FORMAT,
        "order": submission.reference,
        "key": submission.key,
        "placed_at": submission.placed_at.isoformat(),
        "customer_number": account.settings.get("customer_number", ""),
        "ship_by": submission.method,
        "recipient": asdict(submission.recipient),
        "branding": dict(submission.branding),
        "note": submission.note,
        "pieces": [_piece(piece, names) for piece in submission.pieces],
    }
    uploads = tuple(Upload(key=key, name=names[key], size=file.size) for key, file in files.items())
    body = json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
    return Order(body=body, uploads=uploads)


def _piece(piece: Piece, names: dict[str, str]) -> dict[str, Any]:
    return {
        "piece": piece.reference,
        "product": piece.sku,
        "words": piece.words,
        "copies": piece.copies,
        "attributes": dict(piece.attributes),
        **_customs(piece),
        "files": [
            {
                "area": file.area,
                "name": names[file.key],
                "md5": file.md5,
                "bytes": file.size,
                "width": file.width,
                "height": file.height,
            }
            for file in piece.files
        ],
    }


def _customs(piece: Piece) -> dict[str, Any]:
    """Only what is declared; the value is a decimal number in the currency's own unit."""
    if piece.customs is None:
        return {}
    told = {"hs_code": piece.customs.hs_code, "origin": piece.customs.origin}
    if piece.retail is not None:
        value = Decimal(piece.retail.amount).scaleb(-exponent(piece.retail.currency))
        told |= {"value": f"{value:f}", "currency": piece.retail.currency}
    return {"customs": {name: text for name, text in told.items() if text}}


def _file_name(number: int, file: PrintFile) -> str:
    """Numbered, so that two photos of one name stay two files."""
    stem, _dot, ending = file.name.rpartition(".")
    kept = _plain(stem)[:60] or "photo"
    return f"{number:03d}-{kept}.{_plain(ending).lower()[:5] or 'jpg'}"


def _plain(text: str) -> str:
    """ASCII letters, digits, - and _ only."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", ascii_text).strip("-")
