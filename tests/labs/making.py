"""Orders to labs for tests, and print files in the storage for them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from modules.labs.contract import Account, Piece, PrintFile, Recipient, Submission
from safelight.storage import keys, objects
from tenants.context import current_studio

PLACED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
RECIPIENT = Recipient(
    name="Carla Client",
    line1="Lindenweg 3",
    line2="2. Stock",
    city="Bern",
    postal_code="3012",
    country="CH",
    email="carla@example.org",
    phone="+41 31 555 01 23",
)


def account(settings: dict[str, str] | None = None, **secrets: str) -> Account:
    return Account(
        reference="lab-1", settings=settings or {}, secrets=secrets, callback_url="https://x.test/c"
    )


def picture(color: str = "orange", size: tuple[int, int] = (300, 200)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, color).save(written, "JPEG")
    return written.getvalue()


def print_file(body: bytes | None = None, **changes: Any) -> PrintFile:
    """A file as labs get it; with ``body`` it lies in the storage of the current studio."""
    made = body or picture()
    key = ""
    if body is not None:
        key = keys.join(keys.new_object(current_studio().uuid), "print")
        objects.from_environment().write(key, [made])
    file = PrintFile(
        area="default",
        url="https://acme.test/labs/files/token-1",
        md5=hashlib.md5(made, usedforsecurity=False).hexdigest(),
        name="Dunes 20x30.jpg",
        width=3000,
        height=2000,
        size=len(made),
        key=key,
    )
    return replace(file, **changes)


def piece(*files: PrintFile, **changes: Any) -> Piece:
    made = Piece(
        reference="piece-1",
        sku="FINE-20x30",
        copies=2,
        attributes={"paper": "matte"},
        files=files or (print_file(),),
        words="Fine art print, 20 × 30 cm",
    )
    return replace(made, **changes)


def submission(*pieces: Piece, **changes: Any) -> Submission:
    made = Submission(
        reference="LAB-0007",
        key="key-1",
        method="standard",
        recipient=RECIPIENT,
        pieces=pieces or (piece(),),
        placed_at=PLACED,
    )
    return replace(made, **changes)
